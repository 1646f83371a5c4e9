// SQL of the figures about air.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { sql } from "../sql.ts";
import { type FigurePlace, standsInsideSql } from "./figure-place.ts";

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
      select t.id as thing_id, s.observed_property, l.value_num as value,
        l.observed_at
      from things t join datastreams s on s.thing_id = t.id join latest_values l on l.datastream_id = s.id
      where t.kind = 'air_station' and not t.spare and l.value_num is not null
        and ${place.now}::timestamptz - l.observed_at <= s.expected_interval_ms * 3 * interval '1 ms'
        and ${standsInsideSql(place, sql`t`)}`,
    AirRow,
  );
