// Rankings of a region: what leads, against what it was.
import type { Scope } from "@minqing/core/access/scope";
import type { RankRow } from "@minqing/core/kpi/kpi";
import { regionLevel } from "@minqing/core/region/codes";
import { casesByCategory, casesByPlace } from "@minqing/geodata/kpi/case-queries";
import { levelsOverWarning, rainByPlace } from "@minqing/geodata/kpi/water-queries";
import type { ServerContext } from "../server-context.ts";
import { figurePlace } from "./figure-place.ts";

export const RANKINGS = ["category", "county", "town", "rain", "level"] as const;
export type Ranking = (typeof RANKINGS)[number];

const LONGEST_LIST = 20;

/** rain: areal mean of 24 h in mm; level: metres over the warning level; else today's cases. */
export async function rankRows(
  { db, now }: Pick<ServerContext, "db" | "now">,
  { scope, region }: { scope: Scope; region: string },
  by: Ranking,
): Promise<RankRow[]> {
  const place = figurePlace(scope, region, now());
  switch (by) {
    case "category":
      return casesByCategory(db, place, LONGEST_LIST);
    case "county":
    case "town":
      return casesByPlace(db, place, by);
    case "level":
      return levelsOverWarning(db, place, LONGEST_LIST);
    case "rain": {
      const rows = await rainByPlace(db, place, regionLevel(region) === "city" ? "county" : "town");
      return rows.map((row) => ({ ...row, comparison: null }));
    }
  }
}
