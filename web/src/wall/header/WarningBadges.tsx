// Warnings in force (预警), the most severe first: colour prescribed by law, shape, title, time of issue.
import type { WarningView } from "@minqing/core/warning/warning";
import { useSession } from "../../access/SessionGate.tsx";
import { Icon } from "../../design/Icon.tsx";
import { PriorityShape } from "../../design/PriorityShape.tsx";
import { WARNING_PRIORITY } from "../../design/priority.ts";
import { useLanguage } from "../../i18n/Localised.tsx";
import { useName } from "../../i18n/named.ts";
import { ageText, hourMinute } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { warningTitle } from "./warning-title.ts";

export function orderWarnings(warnings: Iterable<WarningView>): WarningView[] {
  return [...warnings].toSorted(
    (a, b) => WARNING_PRIORITY[a.colour] - WARNING_PRIORITY[b.colour] || (a.issuedAt < b.issuedAt ? 1 : -1),
  );
}

interface Props {
  /** Null until the board is loaded, because the wall must not show "no warning" before. */
  warnings: readonly WarningView[] | null;
  room: number;
}

export function WarningBadges({ warnings, room }: Props) {
  const t = useText();
  const name = useName();
  const { locale } = useLanguage();
  const { city } = useSession();
  const nowMs = useNow(10_000);
  if (warnings === null) return <p className="warnings muted">{t("state.loading")}</p>;
  const ordered = orderWarnings(warnings);
  if (ordered.length === 0) {
    return (
      <div className="warnings none" data-warnings="0">
        <p className="badge-none">
          <Icon name="check" size={36} stroke={2.6} />
          <strong>{t("wall.warning.none")}</strong>
        </p>
      </div>
    );
  }
  // English titles are half as long again, so one takes the room of two Chinese ones.
  const shown = ordered.slice(0, locale === "en" ? 1 : room);
  const others = ordered.length - shown.length;
  return (
    <ul className="warnings" data-warnings={ordered.length}>
      {shown.map((warning) => (
        <li key={warning.id} className="warning" data-colour={warning.colour}>
          <p className={`badge badge-${warning.colour}`}>
            <PriorityShape priority={WARNING_PRIORITY[warning.colour]} size={40} colour="#0B0F14" />
            <strong>{warningTitle(name(warning.titleZh, warning.titleEn), [city.nameZh, city.nameEn])}</strong>
          </p>
          <p className="warning-time">
            <span>{t("wall.warning.issued", { at: hourMinute(Date.parse(warning.issuedAt)) })}</span>
            {warning === shown.at(-1) && others > 0 ? (
              <span>{t("wall.warning.more", { n: others })}</span>
            ) : (
              <span className="muted">{ageText(t, Date.parse(warning.issuedAt), nowMs)}</span>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
