// SQL that finds the reach (河段) of a position.
import { RIVER_DISTANCE_KEY, RiverDistanceM } from "@minqing/core/river/distance";
import { z } from "zod";
import type { Executor } from "../database.ts";
import { readSetting } from "../setting/queries.ts";
import { sql } from "../sql.ts";

/** The distance from a reach up to which a report belongs to the river; null while the city has set none. */
export const riverDistanceM = (executor: Executor, at: Date): Promise<number | null> =>
  readSetting(executor, RIVER_DISTANCE_KEY, RiverDistanceM, at);

/** Which of these codes are reaches. */
export async function knownReaches(executor: Executor, codes: readonly string[]): Promise<Set<string>> {
  const rows = await executor.query(
    sql`select code from reaches where code = any(${codes}::text[])`,
    z.object({ code: z.string() }),
  );
  return new Set(rows.map(({ code }) => code));
}

/** The nearest reach within `distanceM` metres; null for none. */
export async function nearestReach(
  executor: Executor,
  [lon, lat]: readonly [number, number],
  distanceM: number,
): Promise<string | null> {
  const point = sql`st_setsrid(st_makepoint(${lon}, ${lat}), 4326)`;
  // Degrees at least as wide as the distance at any latitude below 60°: the box the GiST index answers.
  const rows = await executor.query(
    sql`
      select h.code from reaches h
      where h.geom && st_expand(${point}, ${distanceM / 55_000})
        and st_dwithin(h.geom::geography, ${point}::geography, ${distanceM})
      order by st_distance(h.geom::geography, ${point}::geography), h.code limit 1`,
    z.object({ code: z.string() }),
  );
  return rows[0]?.code ?? null;
}
