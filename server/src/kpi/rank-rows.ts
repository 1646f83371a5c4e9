// Rankings of a place: the largest rows, with their comparison.
import type { RankRow } from "@minqing/core/kpi/kpi";
import { regionLevel } from "@minqing/core/region/codes";
import type { Executor } from "@minqing/geodata/database";
import { casesByCategory, casesByPlace } from "@minqing/geodata/kpi/case-queries";
import type { FigurePlace } from "@minqing/geodata/kpi/figure-place";
import { levelsOverWarning } from "@minqing/geodata/kpi/water-queries";
import { regionsOfLevel } from "@minqing/geodata/region/queries";
import { streamsOf } from "./bin-aggregates.ts";
import { BIN_MS, BINS_A_DAY, type BinnedStream } from "./stream-bins.ts";

export const RANKINGS = ["category", "county", "town", "rain", "level"] as const;
export type Ranking = (typeof RANKINGS)[number];

const MAX_LISTED = 20;

/** Ranks the places inside `around`. rain: areal mean of 24 h in mm; level: metres above the warning level; else today's cases. */
export async function rankRows(
  executor: Executor,
  place: FigurePlace,
  { by, around }: { by: Ranking; around: string },
  streams: readonly BinnedStream[],
): Promise<RankRow[]> {
  switch (by) {
    case "category":
      return casesByCategory(executor, place, MAX_LISTED);
    case "county":
    case "town":
      return casesByPlace(executor, place, by);
    case "level":
      return levelsOverWarning(executor, place, MAX_LISTED);
    case "rain":
      return rainByPlace(executor, place, around, streams);
  }
}

/** Mean of the gauges of each county of a city, or each town of a county, over 24 hours in bins of 20 minutes. */
async function rainByPlace(
  executor: Executor,
  place: FigurePlace,
  around: string,
  streams: readonly BinnedStream[],
): Promise<RankRow[]> {
  const level = regionLevel(around) === "city" ? "county" : "town";
  const regions = await regionsOfLevel(executor, place.scope, level);
  const first = Math.floor(place.now.getTime() / BIN_MS) - BINS_A_DAY + 1;
  const gauges = streamsOf(streams, place, "rainfall").map(({ regionCode, sums }) => {
    const bins = [...sums].filter(([bin]) => bin >= first);
    return { regionCode, reported: bins.length > 0, mm: bins.reduce((total, [, { sum }]) => total + sum, 0) };
  });
  const rows = regions.flatMap(({ code, name, nameEn }) => {
    const own = gauges.filter(({ regionCode, reported }) => reported && regionCode.startsWith(code));
    if (own.length === 0) return [];
    const value = own.reduce((total, { mm }) => total + mm, 0) / own.length;
    return [{ id: code, nameZh: name, nameEn: nameEn ?? name, value, comparison: null }];
  });
  return rows.toSorted((a, b) => b.value - a.value || (a.id < b.id ? -1 : 1));
}
