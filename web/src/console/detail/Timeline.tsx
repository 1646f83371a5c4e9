// The log of the case in order. Entries are never changed or removed.
import type { CaseTransition } from "@minqing/core/case/case";
import { Icon } from "../../design/Icon.tsx";
import type { IconName } from "../../design/icons.ts";
import { hourMinuteSecond, monthDay, spanText } from "../../i18n/time-text.ts";
import { useText, useTextIf } from "../../i18n/use-text.ts";
import { useDepartmentName } from "../department/use-department-name.ts";

const ICON_BY_COMMAND: Readonly<Record<string, IconName>> = {
  report: "siren",
  accept: "user",
  register: "check",
  dispatch: "arrowFlat",
  take: "walker",
  submit: "check",
  close: "check",
  return: "back",
  rework: "back",
  reject: "cross",
  cancel: "cross",
  classify: "lock",
};

function Entry({ entry, before }: { entry: CaseTransition; before: CaseTransition | undefined }) {
  const t = useText();
  const textIf = useTextIf();
  const atMs = Date.parse(entry.at);
  const day = monthDay(atMs);
  const isNewDay = before === undefined || monthDay(Date.parse(before.at)) !== day;
  const department = useDepartmentName();
  const command = textIf(`command.${entry.command}.label`, entry.command);
  return (
    <li className="entry">
      <time dateTime={entry.at}>
        {isNewDay && <span>{day}</span>}
        {hourMinuteSecond(atMs)}
      </time>
      <span className="entry-icon">
        <Icon name={ICON_BY_COMMAND[entry.command] ?? "clock"} size={18} />
      </span>
      <div className="entry-text">
        <p>
          <b>{command}</b> {entry.actor === "system" ? t("console.system") : entry.actorName}
          {entry.command === "dispatch" && ` → ${department(entry) ?? ""}`}
        </p>
        {entry.reason !== null && <p className="entry-reason">{t("console.reasonGiven", { reason: entry.reason })}</p>}
        {entry.note !== null && <p className="muted">{entry.note}</p>}
        <p className="entry-foot">
          {t(`status.${entry.to}`)}
          {before !== undefined && ` · ${t("console.after", { span: spanText(t, atMs - Date.parse(before.at)) })}`}
          {` · ${t("console.versionOf", { version: entry.version })}`}
        </p>
      </div>
    </li>
  );
}

export function Timeline({ transitions }: { transitions: readonly CaseTransition[] }) {
  const t = useText();
  const ordered = [...transitions].sort((a, b) => a.version - b.version);
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
          <Entry key={entry.version} entry={entry} before={ordered[index - 1]} />
        ))}
      </ol>
    </section>
  );
}
