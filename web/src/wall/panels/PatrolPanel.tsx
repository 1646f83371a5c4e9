// River patrols (巡河): the number of active patrols and the newest ones. No distances, no ranking.
import type { PatrolView } from "../../api/city.ts";
import { numberText } from "../../i18n/numbers.ts";
import { ageText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import type { Polled } from "../data/use-poll.ts";
import { Panel } from "../figures/Panel.tsx";

/** A position comes every 15 s; after five minutes without one the patrol is not active. */
const ACTIVE_MS = 5 * 60_000;

interface Props {
  patrols: Polled<PatrolView[]>;
  rows: number;
}

export function PatrolPanel({ patrols, rows }: Props) {
  const t = useText();
  const nowMs = useNow(5000);
  // Patrols without a reach are grid workers in the street.
  const onRivers = (patrols.data ?? []).filter((patrol) => patrol.reachCode !== null);
  const newest = onRivers.toSorted((a, b) => (a.lastAt < b.lastAt ? 1 : -1)).slice(0, rows);
  const active = onRivers.filter((patrol) => nowMs - Date.parse(patrol.lastAt) <= ACTIVE_MS).length;
  return (
    <Panel
      name="patrol"
      title={t("wall.patrol.title")}
      aside={ageText(t, patrols.atMs, Date.now())}
      failure={patrols.error}
    >
      <div className="figure">
        <p className="figure-line">
          <strong className="figure-value">{numberText(patrols.data === null ? null : active)}</strong>
          <span className="figure-label">{t("wall.patrol.active")}</span>
        </p>
        <p className="figure-sub">{t("wall.patrol.today", { n: patrols.data === null ? "–" : onRivers.length })}</p>
      </div>
      <ul className="lines">
        {newest.map((patrol) => (
          <li key={patrol.thingId}>
            <span className="line-name">{patrol.name}</span>
            <span className="muted">{ageText(t, Date.parse(patrol.lastAt), nowMs)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
