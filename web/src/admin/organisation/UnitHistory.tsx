// The changes of one unit: actor, time, each field before and after; newest first.
import type { OrganisationKind, UnitChange } from "@minqing/core/organisation/unit";
import { useCallback } from "react";
import { listHistory } from "../../api/organisation.ts";
import { ReadFailure } from "../../console/ReadFailure.tsx";
import { hourMinute, monthDay, shanghaiParts } from "../../i18n/time-text.ts";
import { useText, useTextIf } from "../../i18n/use-text.ts";
import { detailLines } from "../audit/differences.ts";
import { useReading } from "../use-reading.ts";

function Change({ change }: { change: UnitChange }) {
  const t = useText();
  const textIf = useTextIf();
  const { before, after, at, actor, version } = change;
  const atMs = Date.parse(at);
  const what = before === null ? "made" : after === null ? "removed" : "changed";
  const lines = before === null || after === null ? [] : detailLines({ before, after });
  return (
    <li className="unit-change" data-version={version}>
      <p>
        <b>{t(`admin.unit.${what}`, { version })}</b>{" "}
        <span className="muted">
          {shanghaiParts(atMs).year}-{monthDay(atMs)} {hourMinute(atMs)} · {actor}
        </span>
      </p>
      {lines.map((line) => (
        <p key={line.field} className="unit-difference">
          <span className="muted">{textIf(`admin.unit.${line.field}`, line.field)}</span>
          <span>{line.kind === "change" ? line.before : ""}</span>
          <span aria-hidden="true">→</span>
          <span className="strong">{line.kind === "change" ? line.after : line.value}</span>
        </p>
      ))}
    </li>
  );
}

export function UnitHistory({ kind, id }: { kind: OrganisationKind; id: string }) {
  const t = useText();
  const read = useCallback(() => listHistory(kind, id), [kind, id]);
  const { value, failed, again } = useReading(read);
  return (
    <section className="unit-history" aria-label={t("admin.unit.history")}>
      <h3>{t("admin.unit.history")}</h3>
      {failed !== null && <ReadFailure what={t("admin.unit.history")} failed={failed} onRetry={() => void again()} />}
      {value?.items.length === 0 && <p className="muted">{t("admin.unit.unchanged")}</p>}
      <ul>
        {value?.items.map((change) => (
          <Change key={change.version} change={change} />
        ))}
      </ul>
    </section>
  );
}
