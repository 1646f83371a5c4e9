import type { Scope } from "@minqing/core/access/scope";
import type { RankRow } from "@minqing/core/kpi/kpi";
import type { ServerContext } from "../server-context.ts";

export const RANKINGS = ["category", "county", "town", "rain", "level"] as const;
export type Ranking = (typeof RANKINGS)[number];

export async function rankRows(
  _context: ServerContext,
  _place: { scope: Scope; region: string },
  _by: Ranking,
): Promise<RankRow[]> {
  return [];
}
