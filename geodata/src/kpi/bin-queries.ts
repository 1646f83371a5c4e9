// SQL of the sums from which timelines are computed: one bin of time over all streams of rain, tide and road speed.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { type Sql, sql } from "../sql.ts";

const BinStream = z.object({
  id: z.number(),
  observedProperty: z.string(),
  regionCode: z.string(),
  reachCode: z.string().nullable(),
  /** Length of the road segment that it measures; 0 for everything else. */
  lengthM: z.number(),
});
export type BinStream = z.infer<typeof BinStream>;

const binnedSql: Sql = sql`
  from things t
  join datastreams s on s.thing_id = t.id and (s.observed_property in ('rainfall', 'tide_level')
    or (s.observed_property = 'speed' and t.road_code is not null))`;

/** Without spare things. */
export const binStreams = (executor: Executor): Promise<BinStream[]> =>
  executor.query(
    sql`
      select s.id, s.observed_property, coalesce(r.region_code, t.region_code) as region_code, t.reach_code,
        coalesce(r.length_m, 0) as length_m
      ${binnedSql} left join roads r on r.code = t.road_code
      where not t.spare`,
    BinStream,
  );

export interface BinSum {
  sum: number;
  count: number;
}

const BinRow = z.object({ id: z.number(), sum: z.number(), count: z.number() });

/** Sum and count per stream in [from, to). Lateral, so that each stream reads one range of the primary key. */
export const binSums = (executor: Executor, from: Date, to: Date): Promise<z.infer<typeof BinRow>[]> =>
  executor.query(
    sql`
      select s.id, o.sum, o.count
      ${binnedSql}
      cross join lateral (
        select sum(v.value_num) as sum, count(v.value_num) as count from observations v
        where v.datastream_id = s.id and v.observed_at >= ${from}::timestamptz and v.observed_at < ${to}::timestamptz) o
      where not t.spare and o.count > 0`,
    BinRow,
  );
