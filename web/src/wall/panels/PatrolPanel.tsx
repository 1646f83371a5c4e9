// Patrols of rivers (巡河): how many are out now, and the newest of them. Facts only: no distances, no ranking.
import type { FigureGroup } from "@minqing/core/kpi/kpi";
import type { PatrolView } from "../../api/city.ts";
import { ageText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import type { Polled } from "../data/use-poll.ts";
import { FigureBlock } from "../figures/FigureBlock.tsx";
import { Panel } from "../figures/Panel.tsx";

interface Props {
  patrols: Polled<PatrolView[]>;
  figures: Polled<FigureGroup>;
  rows: number;
}

export function PatrolPanel({ patrols, figures, rows }: Props) {
  const t = useText();
  const nowMs = useNow(5000);
  const newest = (patrols.data ?? []).toSorted((a, b) => (a.lastAt < b.lastAt ? 1 : -1)).slice(0, rows);
  return (
    <Panel
      name="patrol"
      title={t("wall.patrol.title")}
      aside={ageText(t, patrols.atMs, Date.now())}
      failure={patrols.error}
    >
      <FigureBlock group={figures.data} of="patrols_active" label={t("wall.patrol.active")} />
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
