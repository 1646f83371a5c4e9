// The main figures of the urban theme (城市管理): reported, closed on time, overdue; two of them with a curve.
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

export function CaseHeroes({ figures, lanes, sparkWidth }: Props) {
  const t = useText();
  const lane = (key: string) => lanes.find((candidate) => candidate.key === key) ?? null;
  return (
    <Panel name="heroes" title={t("wall.cases.title")} aside={t("wall.cases.sparks")} failure={figures.error}>
      <ul className="heroes">
        <li>
          <FigureBlock size="large" group={figures.data} of="cases_reported_today" label={t("wall.cases.reported")} />
          <Spark lane={lane("cases")} width={sparkWidth} height={84} />
        </li>
        <li>
          <FigureBlock size="large" group={figures.data} of="on_time_rate" label={t("wall.cases.onTime")} showUnit />
        </li>
        <li>
          <FigureBlock
            size="large"
            group={figures.data}
            of="cases_overdue_open"
            label={t("wall.cases.overdueOpen")}
            alarming
          />
          <Spark lane={lane("cases_urgent")} width={sparkWidth} height={84} />
        </li>
      </ul>
    </Panel>
  );
}
