// SQL of the figures about air.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { sql } from "../sql.ts";
import { isStaleSql, staleAfterMsSql } from "../thing/stale.ts";
import { type FigurePlace, thingInsideSql } from "./figure-place.ts";

const AirRow = z.object({
  thingId: z.string(),
  observedProperty: z.string(),
  value: z.number(),
  observedAt: z.date(),
});
export type AirRow = z.infer<typeof AirRow>;

/** Fresh numbers of these properties; without spare things. */
export const freshAir = (executor: Executor, place: FigurePlace, properties: readonly string[]): Promise<AirRow[]> =>
  executor.query(
    sql`
      select t.id as thing_id, s.observed_property, l.value_num as value,
        l.observed_at
      from things t join datastreams s on s.thing_id = t.id join latest_values l on l.datastream_id = s.id
      where s.observed_property = any(${properties}::text[]) and not t.spare and l.value_num is not null
        and not ${isStaleSql(sql`l.observed_at`, staleAfterMsSql(sql`t`, sql`s`), place.now)}
        and ${thingInsideSql(place, sql`t`)}`,
    AirRow,
  );
