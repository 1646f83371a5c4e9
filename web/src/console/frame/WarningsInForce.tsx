// Warnings in force, the most severe first. Colours and order are prescribed by law.
import type { WarningView } from "@minqing/core/warning/warning";
import { PriorityShape } from "../../design/PriorityShape.tsx";
import { WARNING_PRIORITY } from "../../design/priority.ts";
import { useName } from "../../i18n/named.ts";
import { ageText, hourMinute } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { useIsLoaded, useWarnings } from "../board.ts";

const SHOWN = 2;

const byGravity = (a: WarningView, b: WarningView): number =>
  WARNING_PRIORITY[a.colour] - WARNING_PRIORITY[b.colour] || (a.issuedAt < b.issuedAt ? 1 : -1);

export function WarningsInForce() {
  const t = useText();
  const name = useName();
  const warnings = [...useWarnings().values()].sort(byGravity);
  const isLoaded = useIsLoaded();
  const nowMs = useNow(60_000);
  const first = warnings[0];
  if (!isLoaded) return null;
  if (first === undefined) return <span className="muted warnings">✓ {t("console.noWarning")}</span>;
  return (
    <span className="warnings">
      {warnings.slice(0, SHOWN).map((warning, index) => (
        <span key={warning.id} className={index === 0 ? `warning-badge is-${warning.colour}` : "warning-more"}>
          <PriorityShape
            priority={WARNING_PRIORITY[warning.colour]}
            size={16}
            {...(index === 0 ? { colour: "#000" } : {})}
          />
          <span className="warning-title">{name(warning.titleZh, warning.titleEn)}</span>
        </span>
      ))}
      <span className="muted">
        {hourMinute(Date.parse(first.issuedAt))} · {ageText(t, Date.parse(first.issuedAt), nowMs)}
        {warnings.length > SHOWN && ` · ${t("console.moreWarnings", { n: warnings.length - SHOWN })}`}
      </span>
    </span>
  );
}
