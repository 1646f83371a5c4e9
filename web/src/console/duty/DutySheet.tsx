// The duty roster (值班表): who is on duty in each department, until when, and who comes next.
import { useEffect, useRef } from "react";
import { useName } from "../../i18n/named.ts";
import { monthDayTime } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { ConsoleP1Bar } from "../alarm/ConsoleP1Bar.tsx";
import { EmptyList } from "../EmptyList.tsx";
import { Caps } from "../Keys.tsx";
import { ReadFailure } from "../ReadFailure.tsx";
import { type DutyLine, dutyLines } from "./duty-lines.ts";
import { loadDuty, useDuty } from "./use-duty.ts";

function DutyRow({ line, isFirst }: { line: DutyLine; isFirst: boolean }) {
  const t = useText();
  const name = useName();
  const { person, now, next, untilMs, fromMs } = line;
  const comma = t("list.comma");
  return (
    <tr className={isFirst ? "is-first" : ""} data-duty={line.key}>
      <th scope="row">{isFirst ? name(person.departmentName, person.departmentNameEn) : ""}</th>
      <td className="muted">{name(person.postName ?? "–", person.postNameEn)}</td>
      <td className={now.length === 0 ? "nobody" : "strong"}>{now.length === 0 ? t("duty.none") : now.join(comma)}</td>
      <td className="muted">{untilMs === null ? "" : monthDayTime(untilMs)}</td>
      <td>{next.length === 0 ? <span className="muted">{t("duty.noNext")}</span> : next.join(comma)}</td>
      <td className="muted">{fromMs === null ? "" : monthDayTime(fromMs)}</td>
    </tr>
  );
}

function DutyTable({ lines }: { lines: readonly DutyLine[] }) {
  const t = useText();
  return (
    <div className="duty-body">
      <table>
        <thead>
          <tr>
            {(["department", "post", "now", "end", "next", "begin"] as const).map((column) => (
              <th key={column} scope="col">
                {t(`duty.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <DutyRow
              key={line.key}
              line={line}
              isFirst={lines[index - 1]?.person.departmentId !== line.person.departmentId}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function DutySheet({ onClose }: { onClose(): void }) {
  const t = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  const { roster, failed } = useDuty();
  useEffect(() => dialog.current?.showModal(), []);
  const lines = roster === null ? [] : dutyLines(roster);
  return (
    <dialog ref={dialog} className="help-sheet duty-sheet" aria-labelledby="duty-title" onClose={onClose}>
      <header>
        <h2 id="duty-title">{t("duty.title")}</h2>
        {roster?.nextChangeAt != null && (
          <span className="muted">{t("duty.nextChange", { at: monthDayTime(Date.parse(roster.nextChangeAt)) })}</span>
        )}
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {t("console.key.escape")} <Caps strokes={["Escape"]} />
        </button>
      </header>
      <ConsoleP1Bar />
      {failed !== null && <ReadFailure what={t("duty.title")} failed={failed} onRetry={() => void loadDuty()} />}
      {roster !== null && lines.length === 0 && <EmptyList text={t("duty.empty")} />}
      {lines.length > 0 && <DutyTable lines={lines} />}
      <p className="muted">{t("duty.note")}</p>
    </dialog>
  );
}
