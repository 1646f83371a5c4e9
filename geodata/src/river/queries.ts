// SQL of rivers, reaches (河段), the latest values of their gauges and stations, and patrols (巡河).
import type { Scope } from "@minqing/core/access/scope";
import { WaterTarget } from "@minqing/core/river/water-class";
import { z } from "zod";
import { inPlaceSql, inRegionSql, seesThingSql } from "../access/scope-queries.ts";
import type { Executor } from "../database.ts";
import { instant, nullableInstant } from "../instant.ts";
import { inForceToday } from "../organisation/unit-rows.ts";
import { sql } from "../sql.ts";
import { isStaleSql, staleAfterMsSql } from "../thing/stale.ts";

export const RiverRow = z.object({
  id: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  lengthM: z.number(),
  /** From the mouth upwards; only codes and names, which are not restricted by scope. */
  reaches: z.array(z.object({ code: z.string(), name: z.string() })),
});
export type RiverRow = z.infer<typeof RiverRow>;

export const listRivers = (executor: Executor): Promise<RiverRow[]> =>
  executor.query(
    sql`
      select v.id, v.name, v.name_en, v.length_m, coalesce((
        select jsonb_agg(jsonb_build_object('code', h.code, 'name', h.name) order by h.chainage_from_m)
        from reaches h where h.river_id = v.id), '[]') as reaches
      from rivers v order by v.length_m desc, v.id`,
    RiverRow,
  );

const ReachRow = z.object({
  code: z.string(),
  riverId: z.string(),
  riverName: z.string(),
  name: z.string(),
  chainageFromM: z.number(),
  chainageToM: z.number(),
  regionCode: z.string(),
  waterTarget: WaterTarget,
  chiefName: z.string().nullable(),
  lastPatrolAt: nullableInstant,
  synthetic: z.boolean(),
});
export type ReachRow = z.infer<typeof ReachRow>;

/** Reaches from the mouth upwards. The chief is the one of the lowest level, who walks the reach. */
export const listReaches = (executor: Executor, scope: Scope, region: string | null): Promise<ReachRow[]> =>
  executor.query(
    sql`
      select h.code, h.river_id, v.name as river_name, h.name, h.chainage_from_m,
        h.chainage_to_m, h.region_code, h.water_target,
        (select p.name from people p join posts o on o.id = p.post_id
          where h.code = any(p.reach_codes) and o.role = 'river_chief' and ${inForceToday(sql`p`)}
          order by length(p.region_code) desc, p.id limit 1) as chief_name,
        (select max(l.observed_at) from things t join latest_positions l on l.thing_id = t.id
          where t.kind = 'patrol' and t.reach_code = h.code) as last_patrol_at, h.synthetic
      from reaches h join rivers v on v.id = h.river_id
      where ${inPlaceSql(scope, { code: sql`h.region_code`, reach: sql`h.code` })} and ${inRegionSql(region, sql`h.region_code`)}
      order by h.river_id, h.chainage_from_m`,
    ReachRow,
  );

const GaugeRow = z.object({
  reachCode: z.string(),
  levelM: z.number().nullable(),
  stale: z.boolean(),
  warningLevelM: z.number().nullable(),
  guaranteeLevelM: z.number().nullable(),
});
export type GaugeRow = z.infer<typeof GaugeRow>;

const staleSql = (now: Date) => sql`(l.datastream_id is null
  or ${isStaleSql(sql`l.observed_at`, staleAfterMsSql(sql`t`, sql`s`), now)})`;

/** Newest level of every gauge on a reach, with the gauge's own two limits on its own datum. */
export const gaugeLevels = (executor: Executor, now: Date): Promise<GaugeRow[]> =>
  executor.query(
    sql`
      select t.reach_code, l.value_num as level_m, ${staleSql(now)} as stale,
        (t.attributes ->> 'warningLevelM')::float8 as warning_level_m,
        (t.attributes ->> 'guaranteeLevelM')::float8 as guarantee_level_m
      from things t
      join datastreams s on s.thing_id = t.id and s.observed_property = 'water_level'
      left join latest_values l on l.datastream_id = s.id
      where t.reach_code is not null and (not t.spare or l.datastream_id is not null)`,
    GaugeRow,
  );

const SampleRow = z.object({ reachCode: z.string(), observedProperty: z.string(), value: z.number() });
export type SampleRow = z.infer<typeof SampleRow>;

/** Fresh numbers of these properties, of whatever stands on a reach. */
export const freshSamples = (executor: Executor, properties: readonly string[], now: Date): Promise<SampleRow[]> =>
  executor.query(
    sql`
      select t.reach_code, s.observed_property, l.value_num as value
      from things t
      join datastreams s on s.thing_id = t.id
      join latest_values l on l.datastream_id = s.id
      where s.observed_property = any(${properties}::text[]) and t.reach_code is not null and l.value_num is not null and not ${staleSql(now)}`,
    SampleRow,
  );

export const PatrolRow = z.object({
  thingId: z.string(),
  name: z.string(),
  role: z.string().nullable(),
  reachCode: z.string().nullable(),
  regionCode: z.string(),
  startedAt: instant,
  lastAt: instant,
  /** [lon, lat] in the order of time, thinned to at most 200. */
  points: z.array(z.tuple([z.number(), z.number()])),
});
export type PatrolRow = z.infer<typeof PatrolRow>;

export interface PatrolFilter {
  scope: Scope;
  region: string | null;
  reachCode: string | null;
  since: Date;
  limit: number;
}

/** The tracks of patrols since an instant, the most recently active first. */
export const recentPatrols = (executor: Executor, filter: PatrolFilter): Promise<PatrolRow[]> =>
  executor.query(
    sql`
      with walkers as (
        select t.id, t.name, t.attributes ->> 'role' as role, t.reach_code, t.region_code
        from things t join latest_positions l on l.thing_id = t.id
        where t.kind = 'patrol' and l.observed_at >= ${filter.since}::timestamptz
          and ${seesThingSql(filter.scope, sql`t`)} and ${inRegionSql(filter.region, sql`t.region_code`)}
          ${filter.reachCode === null ? sql`` : sql`and t.reach_code = ${filter.reachCode}`}
        order by (t.reach_code is null), l.observed_at desc, t.id limit ${filter.limit}),
      track as (
        select p.thing_id, p.observed_at, p.lon, p.lat,
          row_number() over (partition by p.thing_id order by p.observed_at) as n,
          count(*) over (partition by p.thing_id) as total
        from positions p
        where p.thing_id in (select id from walkers) and p.observed_at >= ${filter.since}::timestamptz)
      select w.id as thing_id, w.name, w.role, w.reach_code, w.region_code,
        min(k.observed_at) as started_at, max(k.observed_at) as last_at,
        array_agg(array[k.lon, k.lat] order by k.observed_at)
          filter (where (k.n - 1) % greatest(1, (k.total + 198) / 199) = 0 or k.n = k.total) as points
      from walkers w join track k on k.thing_id = w.id
      group by w.id, w.name, w.role, w.reach_code, w.region_code
      order by max(k.observed_at) desc, w.id`,
    PatrolRow,
  );
