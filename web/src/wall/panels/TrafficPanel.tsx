// Traffic (路况): mean speed, jammed segments, vehicles online, compared with yesterday.
import type { FigureGroup, TimelineLane } from "@minqing/core/kpi/kpi";
import { useText } from "../../i18n/use-text.ts";
import type { Polled } from "../data/use-poll.ts";
import { FigureBlock } from "../figures/FigureBlock.tsx";
import { Panel } from "../figures/Panel.tsx";
import { Spark } from "../figures/Spark.tsx";

interface Props {
  figures: Polled<FigureGroup>;
  lanes: readonly TimelineLane[];
  sparkWidth: number;
}

export function TrafficPanel({ figures, lanes, sparkWidth }: Props) {
  const t = useText();
  return (
    <Panel name="traffic" title={t("wall.traffic.title")} aside={t("wall.cases.sparks")} failure={figures.error}>
      <ul className="heroes">
        <li>
          <FigureBlock
            size="large"
            group={figures.data}
            of="road_mean_speed_kmh"
            label={t("wall.traffic.speed")}
            showUnit
          />
          <Spark lane={lanes.find((lane) => lane.key === "speed_kmh") ?? null} width={sparkWidth} height={84} />
        </li>
        <li>
          <FigureBlock
            size="large"
            group={figures.data}
            of="road_jam_segments"
            label={t("wall.traffic.jams")}
            alarming
          />
        </li>
        <li>
          <FigureBlock size="large" group={figures.data} of="vehicles_online" label={t("wall.traffic.vehicles")} />
        </li>
      </ul>
    </Panel>
  );
}
