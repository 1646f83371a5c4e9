// Reaches by state (河段): numbers over 保证, over 警戒, normal and silent, each with the line of the map.

import type { FigureGroup } from "@minqing/core/kpi/kpi";
import { regionPrefix } from "@minqing/core/region/codes";
import type { ReachState, ReachView } from "@minqing/core/river/river";
import { numberText } from "../../i18n/numbers.ts";
import { ageText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { LineSample } from "../board-map/LineSample.tsx";
import type { Polled } from "../data/use-poll.ts";
import { figureOf, figureText } from "../figures/figure-text.ts";
import { Panel } from "../figures/Panel.tsx";

const STATES: readonly { state: Exclude<ReachState, "none">; figure: string | null }[] = [
  { state: "guarantee", figure: "levels_over_guarantee" },
  { state: "warning", figure: "levels_over_warning" },
  { state: "normal", figure: null },
  { state: "silent", figure: "levels_silent" },
];

interface Props {
  reaches: Polled<ReachView[]>;
  figures: Polled<FigureGroup>;
  region: string | null;
}

export function ReachPanel({ reaches, figures, region }: Props) {
  const t = useText();
  const nowMs = useNow(5000);
  const prefix = region === null ? "" : regionPrefix(region);
  const list = (reaches.data ?? []).filter((reach) => reach.regionCode.startsWith(prefix));
  const aside = (
    <>
      <span>{t("wall.reach.count", { n: list.length })}</span>
      <span>{ageText(t, reaches.atMs, Date.now())}</span>
    </>
  );
  return (
    <Panel
      name="reach"
      title={t("wall.reach.title")}
      aside={aside}
      failure={reaches.error}
      isLoading={reaches.data === null && reaches.error === null}
    >
      <ul className="reach-states">
        {STATES.map(({ state, figure }) => {
          const found = figure === null ? null : figureOf(figures.data, figure);
          const text = found === null ? null : figureText(found, t, nowMs);
          return (
            <li key={state} data-state={state}>
              <LineSample state={state} width={72} />
              <span className="reach-label">{t(`wall.gauge.${state}`)}</span>
              <strong className={`reach-count is-${state}`}>
                {numberText(reaches.data === null ? null : list.filter((reach) => reach.state === state).length)}
              </strong>
              <span className="reach-sub">
                {text === null ? t("wall.reach.unit") : t("wall.reach.stations", { n: text.value })}
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
