// SQL that fills the hub's volatile layers at start: the newest position of every moving thing and every newest number.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { sql } from "../sql.ts";

const epochMs = z.date().transform((at) => at.getTime());

const LatestPositionRow = z.object({
  no: z.number(),
  regionCode: z.string(),
  reachCode: z.string().nullable(),
  lon: z.number(),
  lat: z.number(),
  heading: z.number(),
  speedKmh: z.number(),
  observedAtMs: epochMs,
});

export const latestPositions = (executor: Executor): Promise<z.infer<typeof LatestPositionRow>[]> =>
  executor.query(
    sql`
      select t.no, t.region_code, t.reach_code, l.lon, l.lat, coalesce(l.heading, 0) as heading,
        coalesce(l.speed_kmh, 0) as speed_kmh, l.observed_at as observed_at_ms
      from latest_positions l join things t on t.id = l.thing_id`,
    LatestPositionRow,
  );

const LatestValueRow = z.object({
  datastream: z.number(),
  regionCode: z.string(),
  reachCode: z.string().nullable(),
  value: z.number(),
  observedAtMs: epochMs,
});

export const latestNumbers = (executor: Executor): Promise<z.infer<typeof LatestValueRow>[]> =>
  executor.query(
    sql`
      select l.datastream_id as datastream, t.region_code, t.reach_code, l.value_num as value,
        l.observed_at as observed_at_ms
      from latest_values l
      join datastreams s on s.id = l.datastream_id join things t on t.id = s.thing_id
      where l.value_num is not null`,
    LatestValueRow,
  );
