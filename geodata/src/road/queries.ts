// SQL of road segments (路段) and how fast traffic moves on them.
import type { Scope } from "@minqing/core/access/scope";
import type { Bbox } from "@minqing/core/geo/position";
import { RoadView } from "@minqing/core/road/road";
import { z } from "zod";
import { inBboxSql, inRegionSql, inScopeSql } from "../access/scope-queries.ts";
import type { Executor } from "../database.ts";
import { sql } from "../sql.ts";
import { isStaleSql, staleAfterMsSql } from "../thing/stale.ts";

export interface RoadFilter {
  scope: Scope;
  region: string | null;
  bbox: Bbox | null;
  monitored: boolean | null;
  /** The last code of the page before; "" for the first page. */
  after: string;
  limit: number;
}

/** In the order of their codes. */
export const listRoads = (executor: Executor, filter: RoadFilter): Promise<RoadView[]> =>
  executor.query(
    sql`
      select r.code, r.name, r.class, r.from_node, r.to_node, r.length_m,
        r.free_speed_kmh, r.monitored, r.region_code,
        st_asgeojson(r.geom, 7)::jsonb -> 'coordinates' as line, r.synthetic
      from roads r
      where r.code > ${filter.after} and ${inScopeSql(filter.scope, sql`r.region_code`)}
        and ${inRegionSql(filter.region, sql`r.region_code`)} and ${inBboxSql(filter.bbox, sql`r.geom`)}
        ${filter.monitored === null ? sql`` : sql`and r.monitored = ${filter.monitored}`}
      order by r.code limit ${filter.limit}`,
    RoadView,
  );

const RoadSpeedRow = z.object({
  code: z.string(),
  freeSpeedKmh: z.number(),
  lengthM: z.number(),
  speedKmh: z.number().nullable(),
  observedAt: z.date().nullable(),
  stale: z.boolean(),
});
export type RoadSpeedRow = z.infer<typeof RoadSpeedRow>;

/** Newest speed of every monitored segment; `stale` by the rule of its sensor's kind. */
export const roadSpeeds = (
  executor: Executor,
  scope: Scope,
  region: string | null,
  now: Date,
): Promise<RoadSpeedRow[]> =>
  executor.query(
    sql`
      with v as (
        select distinct on (t.road_code) t.road_code, l.value_num, l.observed_at,
          ${isStaleSql(sql`l.observed_at`, staleAfterMsSql(sql`t`, sql`s`), now)} as stale
        from things t
        join datastreams s on s.thing_id = t.id and s.observed_property = 'speed'
        join latest_values l on l.datastream_id = s.id
        where t.road_code is not null
        order by t.road_code, l.observed_at desc)
      select r.code, r.free_speed_kmh, r.length_m, v.value_num as speed_kmh,
        v.observed_at, coalesce(v.stale, true) as stale
      from roads r left join v on v.road_code = r.code
      where r.monitored and ${inScopeSql(scope, sql`r.region_code`)} and ${inRegionSql(region, sql`r.region_code`)}
      order by r.code`,
    RoadSpeedRow,
  );
