// Today's cases (今日案件): reported, closed, overdue, compared with the same hours of yesterday.
import type { FigureGroup } from "@minqing/core/kpi/kpi";
import { ageText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import type { Polled } from "../data/use-poll.ts";
import { FigureBlock } from "../figures/FigureBlock.tsx";
import { figureOf } from "../figures/figure-text.ts";
import { Panel } from "../figures/Panel.tsx";

interface Props {
  figures: Polled<FigureGroup>;
}

export function CasesToday({ figures }: Props) {
  const t = useText();
  const nowMs = useNow(5000);
  const newest = figureOf(figures.data, "cases_reported_today")?.dataAt ?? null;
  const aside = (
    <>
      <span>{t("wall.cases.basis")}</span>
      <span>{ageText(t, newest === null ? null : Date.parse(newest), nowMs)}</span>
    </>
  );
  return (
    <Panel name="cases" title={t("wall.cases.title")} aside={aside} failure={figures.error}>
      <div className="figure-row">
        <FigureBlock group={figures.data} of="cases_reported_today" label={t("wall.cases.reported")} brief />
        <FigureBlock group={figures.data} of="cases_closed_today" label={t("wall.cases.closed")} brief />
        <FigureBlock group={figures.data} of="cases_overdue_open" label={t("wall.cases.overdue")} alarming brief />
      </div>
    </Panel>
  );
}
