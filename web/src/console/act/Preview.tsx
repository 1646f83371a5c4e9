// The preview of a command (预演): its effect, what is still missing, and the problem of the last attempt.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import type { CaseCommandType } from "@minqing/core/case/acts";
import type { CaseView } from "@minqing/core/case/case";
import { useName } from "../../i18n/named.ts";
import { clockText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { timeLeft } from "../case/time-left.ts";
import { useLoaded } from "../use-reference.ts";
import { closeAct, isOutdated, type OpenAct, seeVersion } from "./act-store.ts";
import { fieldsOf, gapOf } from "./command-form.ts";
import { WordsField } from "./WordsField.tsx";

/** The case has changed meanwhile: the person confirms the new version, or the command is no longer possible. */
function Moved({ row, isPossible }: { row: CaseView; isPossible: boolean }) {
  const t = useText();
  return (
    <p className="dock-alert" role="alert">
      <b>{t("console.act.moved", { status: t(`status.${row.status}`), version: row.version })}</b>
      <button type="button" className="button" onClick={isPossible ? () => seeVersion(row.version) : closeAct}>
        {t(isPossible ? "console.act.seen" : "console.act.leave")}
      </button>
    </p>
  );
}

function Failure({ open }: { open: OpenAct }) {
  const t = useText();
  if (open.failure === null) return null;
  return (
    <p className="dock-alert" role="alert">
      <b>{t(`console.problem.${open.failure.code}`)}</b>
      <span>{t(`console.problem.${open.failure.code}.do`)}</span>
    </p>
  );
}

/** A note beside the choice at the left; a reason says enough. */
function hasNoteBeside(type: CaseCommandType): boolean {
  const fields = fieldsOf(type);
  return fields.length > 1 && fields.includes("note") && !fields.includes("reason");
}

interface PreviewProps {
  row: CaseView;
  open: OpenAct;
  alarm: AlarmView | null;
  isPossible: boolean;
}

export function Preview({ row, open, alarm, isPossible }: PreviewProps) {
  const t = useText();
  const name = useName();
  const nowMs = useNow();
  const { items } = useLoaded("departments");
  const { type, values } = open.draft;
  const { departmentId } = values;
  const department = items?.find(({ id }) => id === departmentId) ?? null;
  const gap = gapOf(open.draft, alarm !== null);
  const left = timeLeft(row, nowMs);
  const sentence = t(`command.${type}.preview`, {
    number: row.number,
    department: department === null ? (row.departmentName ?? "") : name(department.name, department.nameEn),
    reason: String(values.reason ?? ""),
  });
  return (
    <div className="preview">
      <p>
        <span className="preview-mark">{t("console.act.preview")}</span>
        <b>{gap === null ? sentence : t(`console.gap.${gap}`)}</b>
      </p>
      <p className="muted">
        {left !== null &&
          t(left.state === "over" ? "console.act.stageOver" : "console.act.stageLeft", {
            clock: clockText(left.leftMs),
            stage: t(`status.${row.status}`),
          })}{" "}
        {t(`command.${type}.effect`)} · {t("console.act.version", { version: open.seenVersion })}
      </p>
      {hasNoteBeside(type) && <WordsField field="note" open={open} />}
      {isOutdated(open, row) ? <Moved row={row} isPossible={isPossible} /> : <Failure open={open} />}
    </div>
  );
}
