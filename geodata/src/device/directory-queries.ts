// SQL of the configuration that the gateway loads into memory: devices, datastreams, detection classes, rules, the
// city.
import { AlarmRule } from "@minqing/core/alarm/rule";
import { z } from "zod";
import type { Executor } from "../database.ts";
import { sql } from "../sql.ts";

const ThingRow = z.object({
  id: z.string(),
  no: z.number(),
  kind: z.string(),
  regionCode: z.string(),
  reachCode: z.string().nullable(),
  attributes: z.record(z.string(), z.unknown()),
  spare: z.boolean(),
});
export type ThingRow = z.infer<typeof ThingRow>;

export const readThings = (db: Executor): Promise<ThingRow[]> =>
  db.query(sql`select id, no, kind, region_code, reach_code, attributes, spare from things`, ThingRow);

const StreamRow = z.object({
  id: z.number(),
  thingId: z.string(),
  property: z.string(),
  expectedIntervalMs: z.number(),
  valueType: z.enum(["number", "string", "boolean"]),
  minValue: z.number().nullable(),
  maxValue: z.number().nullable(),
});
export type StreamRow = z.infer<typeof StreamRow>;

export const readStreams = (db: Executor): Promise<StreamRow[]> =>
  db.query(
    sql`
      select d.id, d.thing_id, d.observed_property as property, d.expected_interval_ms,
        p.value_type, p.min_value, p.max_value
      from datastreams d join observed_properties p on p.key = d.observed_property`,
    StreamRow,
  );

const CameraRow = z.object({
  id: z.string(),
  regionCode: z.string(),
  lon: z.number(),
  lat: z.number(),
  synthetic: z.boolean(),
});
export type CameraRow = z.infer<typeof CameraRow>;

export const readCameras = (db: Executor): Promise<CameraRow[]> =>
  db.query(sql`select id, region_code, st_x(geom) as lon, st_y(geom) as lat, synthetic from cameras`, CameraRow);

const ClassRow = z.object({
  rawClass: z.string(),
  category: z.string().nullable(),
  autoReportFrom: z.number(),
  reviewFrom: z.number(),
});
export type ClassRow = z.infer<typeof ClassRow>;

export const readDetectionClasses = (db: Executor): Promise<ClassRow[]> =>
  db.query(
    sql`
      select distinct on (raw_class) raw_class, category, auto_report_from,
        review_from
      from detection_classes
      where valid_from <= now() and (valid_to is null or valid_to > now())
      order by raw_class, valid_from desc`,
    ClassRow,
  );

/**
 * Rules in force now. An invalid rule is a fault of the data, not of the program: it is reported to `onBroken` and left
 * out.
 */
export async function readAlarmRules(
  db: Executor,
  onBroken: (id: string, fault: string) => void,
): Promise<AlarmRule[]> {
  const rows = await db.query(
    sql`
      select distinct on (id) id, spec from alarm_rules
      where enabled and valid_from <= now() and (valid_to is null or valid_to > now())
      order by id, valid_from desc`,
    z.object({ id: z.string(), spec: z.unknown() }),
  );
  return rows.flatMap(({ id, spec }) => {
    const rule = AlarmRule.safeParse(spec);
    if (rule.success) return [rule.data];
    onBroken(id, z.prettifyError(rule.error));
    return [];
  });
}

const CityRow = z.object({
  code: z.string(),
  west: z.number(),
  south: z.number(),
  east: z.number(),
  north: z.number(),
});
export type CityRow = z.infer<typeof CityRow>;

/** The city and its bounding box; null before a city is loaded. */
export async function readCity(db: Executor): Promise<CityRow | null> {
  const rows = await db.query(
    sql`
      select code, st_xmin(geom) as west, st_ymin(geom) as south, st_xmax(geom) as east, st_ymax(geom) as north
      from regions where level = 'city' order by code limit 1`,
    CityRow,
  );
  return rows[0] ?? null;
}
