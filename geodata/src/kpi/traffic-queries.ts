// SQL of the figures about traffic and air.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { sql } from "../sql.ts";
import { type FigurePlace, insideSql } from "./place.ts";

const MeanSpeed = z.object({ speedKmh: z.number().nullable() });

/** Mean speed of the monitored segments around an instant (± 5 minutes), weighted by their lengths. */
export const meanSpeedAt = async (executor: Executor, place: FigurePlace, at: Date): Promise<number | null> => {
  const row = await executor.one(
    sql`
      with o as (
        select r.code, max(r.length_m) as length_m, avg(o.value_num) as speed_kmh
        from roads r
        join things t on t.road_code = r.code and t.kind = 'traffic_sensor'
        join datastreams s on s.thing_id = t.id and s.observed_property = 'speed'
        join observations o on o.datastream_id = s.id
          and o.observed_at > ${at}::timestamptz - interval '5 minutes'
          and o.observed_at <= ${at}::timestamptz + interval '5 minutes'
        where r.monitored and ${insideSql(place, sql`r.region_code`)}
        group by r.code)
      select sum(speed_kmh * length_m) / nullif(sum(length_m), 0) as "speedKmh" from o`,
    MeanSpeed,
  );
  return row.speedKmh;
};

/** Enough segments for a city's mean; reading all 900 for a day would touch more than a million rows. */
const LONGEST_SEGMENTS = 100;

const SpeedBin = z.object({ bin: z.number(), mean: z.number() });

/** Mean speed per step on the longest monitored segments of the region, weighted by their lengths. */
export const speedBins = (executor: Executor, place: FigurePlace, from: Date, stepS: number) =>
  executor.query(
    sql`
      with r as (
        select r.code, r.length_m from roads r
        where r.monitored and ${insideSql(place, sql`r.region_code`)}
        order by r.length_m desc, r.code limit ${LONGEST_SEGMENTS}),
      o as (
        select r.code, r.length_m, avg(o.value_num) as speed_kmh,
          floor(extract(epoch from o.observed_at - ${from}::timestamptz)::float8 / ${stepS})::int as bin
        from r
        join things t on t.road_code = r.code and t.kind = 'traffic_sensor'
        join datastreams s on s.thing_id = t.id and s.observed_property = 'speed'
        join observations o on o.datastream_id = s.id
          and o.observed_at >= ${from}::timestamptz and o.observed_at <= ${place.now}::timestamptz
        group by r.code, r.length_m, bin)
      select bin, sum(speed_kmh * length_m) / sum(length_m) as mean from o group by bin order by bin`,
    SpeedBin,
  );

const AirRow = z.object({
  thingId: z.string(),
  observedProperty: z.string(),
  value: z.number(),
  observedAt: z.date(),
});
export type AirRow = z.infer<typeof AirRow>;

/** Fresh numbers of the air stations. */
export const freshAir = (executor: Executor, place: FigurePlace): Promise<AirRow[]> =>
  executor.query(
    sql`
      select t.id as "thingId", s.observed_property as "observedProperty", l.value_num as value,
        l.observed_at as "observedAt"
      from things t join datastreams s on s.thing_id = t.id join latest_values l on l.datastream_id = s.id
      where t.kind = 'air_station' and not t.spare and l.value_num is not null
        and ${place.now}::timestamptz - l.observed_at <= s.expected_interval_ms * 3 * interval '1 ms'
        and ${insideSql(place, sql`t.region_code`)}`,
    AirRow,
  );
