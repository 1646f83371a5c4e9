// Every edition (沿革) of masking policy, public view and retention periods: who changed what, when, and the value
// before.
import type { PrivacyChange } from "@minqing/core/privacy/privacy-change";
import { listPrivacyChanges } from "../../api/privacy.ts";
import { EmptyList } from "../../console/EmptyList.tsx";
import { ReadFailure } from "../../console/ReadFailure.tsx";
import { SkeletonRows } from "../../console/SkeletonRows.tsx";
import { monthDayTime, shanghaiParts } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { usePages } from "../use-pages.ts";
import { useEditionText } from "./use-change-text.ts";

const keyOf = (change: PrivacyChange): string => `${change.at} ${subjectOf(change)}`;
const subjectOf = (change: PrivacyChange): string => (change.what === "retention" ? change.kind : change.what);

function Edition({ change }: { change: PrivacyChange }) {
  const t = useText();
  const { title, lines } = useEditionText(change);
  const atMs = Date.parse(change.at);
  return (
    <li className="unit-change" data-edition={subjectOf(change)}>
      <p>
        <b>{title}</b>{" "}
        <span className="muted">
          {shanghaiParts(atMs).year}-{monthDayTime(atMs)} ·{" "}
          {change.by ?? t(change.before === null ? "admin.privacy.edition.first" : "admin.privacy.edition.nobody")} ·{" "}
          {change.until === null
            ? t("admin.privacy.edition.inForce")
            : t("admin.privacy.edition.until", { at: monthDayTime(Date.parse(change.until)) })}
        </span>
      </p>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </li>
  );
}

export function ChangesPane() {
  const t = useText();
  const pages = usePages(listPrivacyChanges, keyOf);
  const { rows, failed, isLoaded, isReading, next } = pages;
  return (
    <section className="pane privacy-changes" aria-label={t("admin.privacy.changes")}>
      <header className="pane-head">
        <h2>{t("admin.privacy.changes")}</h2>
        <span className="muted">{t("admin.privacy.changes.note")}</span>
      </header>
      {failed !== null && (
        <ReadFailure what={t("admin.privacy.changes")} failed={failed} onRetry={() => void pages.again()} />
      )}
      {!isLoaded && failed === null && <SkeletonRows count={4} height={40} />}
      {isLoaded && rows.length === 0 && <EmptyList text={t("admin.privacy.changes.empty")} />}
      <ul className="scroller list">
        {rows.map((change) => (
          <Edition key={keyOf(change)} change={change} />
        ))}
        {next !== null && (
          <li>
            <button type="button" className="button" disabled={isReading} onClick={() => void pages.more()}>
              {t(isReading ? "state.loading" : "admin.more")}
            </button>
          </li>
        )}
      </ul>
    </section>
  );
}
