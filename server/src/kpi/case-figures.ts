// Figures about cases.
import type { Figure } from "@minqing/core/kpi/kpi";
import type { Executor } from "@minqing/geodata/database";
import {
  type CaseCounts,
  type ClosedSpan,
  caseCounts,
  closedSpans,
  type ResponseSpan,
  responseSpans,
} from "@minqing/geodata/kpi/case-queries";
import type { FigurePlace } from "@minqing/geodata/kpi/figure-place";
import { figure, ratio } from "./figure.ts";
import { before } from "./figure-place.ts";

const DAY_MS = 86_400_000;
const CASES = "件";

export async function caseFigures(executor: Executor, place: FigurePlace): Promise<Figure[]> {
  return countFigures(await caseCounts(executor, place), place);
}

export async function caseRateFigures(executor: Executor, place: FigurePlace): Promise<Figure[]> {
  const counts = await caseCounts(executor, place);
  return rateFigures(counts, await closedSpans(executor, place), await responseSpans(executor, place));
}

function countFigures(counts: CaseCounts, { now, today }: FigurePlace): Figure[] {
  const dataAt = counts.newestAt;
  // Yesterday's value is known when the oldest case is older than yesterday.
  const isKnown = counts.oldestAt !== null && counts.oldestAt <= before(today, DAY_MS);
  const yesterday = (value: number) => ({
    unit: CASES,
    dataAt,
    basis: "yesterday_same_time" as const,
    comparison: isKnown ? value : null,
  });
  // No comparison for overdue cases: yesterday another time limit may have been running.
  return [
    figure("cases_reported_today", counts.reportedToday, yesterday(counts.reportedYesterday)),
    figure("cases_closed_today", counts.closedToday, yesterday(counts.closedYesterday)),
    figure("cases_open", counts.open, yesterday(counts.openYesterday)),
    figure("cases_overdue_open", counts.overdue, { unit: CASES, dataAt: now, denominator: counts.open }),
    figure("cases_urgent_open", counts.urgentOpen, { unit: CASES, dataAt, denominator: counts.open }),
  ];
}

function rateFigures(
  { newestAt: dataAt }: CaseCounts,
  closed: readonly ClosedSpan[],
  responses: readonly ResponseSpan[],
): Figure[] {
  const [today, week] = [closed.find((span) => span.isToday), closed.find((span) => !span.isToday)];
  const basis = "seven_day_mean" as const;
  const share = (span: ClosedSpan | undefined, part: "onTime" | "reworked", whole: "limited" | "closed") =>
    span === undefined ? null : ratio(span[part], span[whole]);
  const hours = (span: ClosedSpan | undefined) => (span?.handlingS == null ? null : span.handlingS / 3600);
  const minutes = (isToday: boolean) => {
    const responseS = responses.find((span) => span.isToday === isToday)?.responseS ?? null;
    return responseS === null ? null : responseS / 60;
  };
  return [
    figure("on_time_rate", share(today, "onTime", "limited"), {
      unit: "ratio",
      dataAt,
      denominator: today?.limited ?? 0,
      basis,
      comparison: share(week, "onTime", "limited"),
    }),
    figure("rework_rate", share(today, "reworked", "closed"), {
      unit: "ratio",
      dataAt,
      denominator: today?.closed ?? 0,
      basis,
      comparison: share(week, "reworked", "closed"),
    }),
    figure("handling_h", hours(today), { unit: "h", dataAt, basis, comparison: hours(week) }),
    figure("first_response_min", minutes(true), { unit: "min", dataAt, basis, comparison: minutes(false) }),
  ];
}
