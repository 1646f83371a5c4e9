// Today's cases (今日案件): reported, closed, overdue, against the same hours of yesterday.
import type { FigureGroup } from "@minqing/core/kpi/kpi";
import { useText } from "../../i18n/use-text.ts";
import type { Polled } from "../data/use-poll.ts";
import { FigureBlock } from "../figures/FigureBlock.tsx";
import { Panel } from "../figures/Panel.tsx";

interface Props {
  figures: Polled<FigureGroup>;
}

export function CasesToday({ figures }: Props) {
  const t = useText();
  return (
    <Panel name="cases" title={t("wall.cases.title")} aside={t("wall.cases.basis")} failure={figures.error}>
      <div className="figure-row">
        <FigureBlock group={figures.data} of="cases_reported_today" label={t("wall.cases.reported")} />
        <FigureBlock group={figures.data} of="cases_closed_today" label={t("wall.cases.closed")} />
        <FigureBlock group={figures.data} of="cases_overdue_open" label={t("wall.cases.overdue")} alarming />
      </div>
    </Panel>
  );
}
