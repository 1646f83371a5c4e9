// The log of the case in order. Entries are never changed or removed.
import { CASE_ACTS, type CaseActEntry } from "@minqing/core/case/acts";
import { type CaseActView, isMove } from "@minqing/core/case/log";
import { Icon } from "../../design/Icon.tsx";
import type { IconName } from "../../design/icons.ts";
import { hourMinuteSecond, monthDay, monthDayTime, spanText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useDepartmentName } from "../department/use-department-name.ts";

/** Core names the icons; this fails to compile when one is not drawn. */
const ACTS: Readonly<Record<CaseActView["act"], CaseActEntry & { icon: IconName }>> = CASE_ACTS;

/** What an act was given, each in its own words. */
function Given({ entry }: { entry: CaseActView }) {
  const t = useText();
  const { reason, note, level, instruction, dueAt, clock, secrecy } = entry.detail;
  return (
    <>
      {typeof reason === "string" && <p className="entry-reason">{t("console.reasonGiven", { reason })}</p>}
      {typeof secrecy === "number" && <p className="muted">{t(`secrecy.${secrecy as 0 | 1 | 2}`)}</p>}
      {typeof level === "number" && (
        <p className="entry-reason">
          {t(`console.act.level.${level as 1 | 2 | 3}`)} · {String(instruction)}
        </p>
      )}
      {typeof clock === "string" && <p className="muted">{t(`console.clockName.${clock as "handling"}`)}</p>}
      {typeof dueAt === "string" && (
        <p className="muted">{t("console.clock.due", { at: monthDayTime(Date.parse(dueAt)) })}</p>
      )}
      {typeof note === "string" && <p className="muted">{note}</p>}
    </>
  );
}

function Entry({ entry, before }: { entry: CaseActView; before: CaseActView | undefined }) {
  const t = useText();
  const atMs = Date.parse(entry.at);
  const day = monthDay(atMs);
  const isNewDay = before === undefined || monthDay(Date.parse(before.at)) !== day;
  const department = useDepartmentName();
  const { icon, sets } = ACTS[entry.act];
  return (
    <li className={`entry ${isMove(entry) ? "" : "is-mark"}`}>
      <time dateTime={entry.at}>
        {isNewDay && <span>{day}</span>}
        {hourMinuteSecond(atMs)}
      </time>
      <span className="entry-icon">
        <Icon name={icon} size={18} />
      </span>
      <div className="entry-text">
        <p>
          <b>{t(`command.${entry.act}.label`)}</b> {entry.actor === "system" ? t("console.system") : entry.actorName}
          {sets === "unit" && ` → ${department(entry) ?? ""}`}
        </p>
        <Given entry={entry} />
        <p className="entry-foot">
          {t(`status.${entry.to}`)}
          {before !== undefined && ` · ${t("console.after", { span: spanText(t, atMs - Date.parse(before.at)) })}`}
          {` · ${t("console.versionOf", { version: entry.version })}`}
        </p>
      </div>
    </li>
  );
}

export function Timeline({ acts }: { acts: readonly CaseActView[] }) {
  const t = useText();
  const ordered = [...acts].sort((a, b) => a.seq - b.seq);
  const bySystem = ordered.filter(({ actor }) => actor === "system").length;
  return (
    <section className="pane timeline" aria-label={t("console.timeline")}>
      <header className="pane-head">
        <h2>{t("console.timeline")}</h2>
        <span className="count">{ordered.length}</span>
        <span className="muted head-note">
          {t("console.timelineBy", { people: ordered.length - bySystem, system: bySystem })}
        </span>
        <div className="pane-tools muted">{t("console.timelineRule")}</div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <ol className="entries" tabIndex={0}>
        {ordered.map((entry, index) => (
          <Entry key={entry.seq} entry={entry} before={ordered[index - 1]} />
        ))}
      </ol>
    </section>
  );
}
