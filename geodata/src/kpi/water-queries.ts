// SQL of the figures about rain, river levels and tide. `rainfall` is the amount since the gauge's last report, so the
// sum over a window is the rain in that window.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { type Sql, sql } from "../sql.ts";
import { isStaleSql, staleAfterMsSql } from "../thing/stale.ts";
import { type FigurePlace, thingInsideSql } from "./figure-place.ts";

const gaugesSql = (place: FigurePlace, property: string): Sql => sql`
  select s.id, ${staleAfterMsSql(sql`t`, sql`s`)} as stale_after_ms, t.id as thing_id, t.name, t.region_code, t.attributes
  from things t join datastreams s on s.thing_id = t.id and s.observed_property = ${property}
  where not t.spare and ${thingInsideSql(place, sql`t`)}`;

const MaxRain = z.object({
  max1h: z.number().nullable(),
  max3h: z.number().nullable(),
  max1hBefore: z.number().nullable(),
  max3hBefore: z.number().nullable(),
  newestAt: z.date().nullable(),
});

/** The highest rain of a gauge in one hour and in three, now and an hour ago; null without a report in the window. */
export const maxRain = (executor: Executor, place: FigurePlace): Promise<z.infer<typeof MaxRain>> => {
  const ago = (hours: number): Sql => sql`${place.now}::timestamptz - ${hours} * interval '1 hour'`;
  return executor.one(
    sql`
      with g as (${gaugesSql(place, "rainfall")})
      select max(o.h1) as max1h, max(o.h3) as max3h, max(o.h1_before) as max1h_before,
        max(o.h3_before) as max3h_before, max(o.at) as newest_at
      from g cross join lateral (
        select sum(v.value_num) filter (where v.observed_at > ${ago(1)}) as h1,
          sum(v.value_num) filter (where v.observed_at > ${ago(3)}) as h3,
          sum(v.value_num) filter (where v.observed_at > ${ago(2)} and v.observed_at <= ${ago(1)}) as h1_before,
          sum(v.value_num) filter (where v.observed_at <= ${ago(1)}) as h3_before, max(v.observed_at) as at
        from observations v
        where v.datastream_id = g.id and v.observed_at > ${ago(4)} and v.observed_at <= ${place.now}::timestamptz) o`,
    MaxRain,
  );
};

const LevelCounts = z.object({
  gauges: z.number(),
  overWarning: z.number(),
  overGuarantee: z.number(),
  silent: z.number(),
  newestAt: z.date().nullable(),
});

const silentSql = (now: Date): Sql => sql`(l.datastream_id is null or l.value_num is null
  or ${isStaleSql(sql`l.observed_at`, sql`g.stale_after_ms`, now)})`;

/** River gauges by state. Over the warning level includes over the guarantee level. */
export const levelCounts = (executor: Executor, place: FigurePlace): Promise<z.infer<typeof LevelCounts>> =>
  executor.one(
    sql`
      with g as (${gaugesSql(place, "water_level")}),
      state as (
        select ${silentSql(place.now)} as is_silent, l.observed_at,
          l.value_num >= (g.attributes ->> 'warningLevelM')::float8 as is_over_warning,
          l.value_num >= (g.attributes ->> 'guaranteeLevelM')::float8 as is_over_guarantee
        from g left join latest_values l on l.datastream_id = g.id)
      select count(*) as gauges, count(*) filter (where not is_silent and is_over_warning) as over_warning,
        count(*) filter (where not is_silent and is_over_guarantee) as over_guarantee,
        count(*) filter (where is_silent) as silent, max(observed_at) as newest_at
      from state`,
    LevelCounts,
  );

const RankedLevel = z.object({
  id: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  value: z.number(),
  comparison: z.number().nullable(),
});

/** Fresh river gauges by how far they are over their warning level, in metres; compared with one hour ago. */
export const levelsOverWarning = (executor: Executor, place: FigurePlace, limit: number) =>
  executor.query(
    sql`
      with g as (${gaugesSql(place, "water_level")}),
      over as (
        select g.id, g.thing_id, g.name, (g.attributes ->> 'warningLevelM')::float8 as warning_m,
          l.value_num - (g.attributes ->> 'warningLevelM')::float8 as over_m
        from g join latest_values l on l.datastream_id = g.id
        where not ${silentSql(place.now)} and g.attributes ? 'warningLevelM'
        order by over_m desc, g.thing_id limit ${limit})
      select v.thing_id as id, v.name as name_zh, v.name as name_en, v.over_m as value,
        (select o.value_num - v.warning_m from observations o
          where o.datastream_id = v.id and o.observed_at <= ${place.now}::timestamptz - interval '1 hour'
            and o.observed_at > ${place.now}::timestamptz - interval '90 minutes'
          order by o.observed_at desc limit 1) as comparison
      from over v order by v.over_m desc, v.thing_id`,
    RankedLevel,
  );

const TideRow = z.object({ levelM: z.number(), at: z.date(), yesterdayM: z.number().nullable() });

/** The highest fresh tide gauge, and its own level a day before; null when no gauge is fresh. */
export async function tideLevel(executor: Executor, place: FigurePlace): Promise<z.infer<typeof TideRow> | null> {
  const rows = await executor.query(
    sql`
      with g as (${gaugesSql(place, "tide_level")})
      select l.value_num as level_m, l.observed_at as at,
        (select o.value_num from observations o
          where o.datastream_id = g.id and o.observed_at <= l.observed_at - interval '1 day'
            and o.observed_at > l.observed_at - interval '25 hours'
          order by o.observed_at desc limit 1) as yesterday_m
      from g join latest_values l on l.datastream_id = g.id
      where not ${silentSql(place.now)}
      order by l.value_num desc, g.id limit 1`,
    TideRow,
  );
  return rows[0] ?? null;
}
