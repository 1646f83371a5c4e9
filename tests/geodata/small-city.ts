// The smallest city for tests with devices: a city and a county, a few things, a camera, rules. Written with plain SQL,
// so that tests of ingest do not depend on the demo city.
import { AlarmRule } from "@minqing/core/alarm/rule";
import type { Database } from "@minqing/geodata/database";
import { hashDevicePassword } from "@minqing/geodata/process/secret/device-password";
import { json, sql } from "@minqing/geodata/sql";

export const PASSWORD = "a-device-password";

/** id → its datastreams. */
export const THINGS = {
  "441500-rain-1": { no: 1, kind: "rain_gauge", streams: [{ id: 1, property: "rainfall" }] },
  "441500-level-1": {
    no: 2,
    kind: "river_level",
    streams: [
      { id: 2, property: "water_level" },
      { id: 3, property: "water_temperature" },
    ],
  },
  "441500-vehicle-1": {
    no: 3,
    kind: "vehicle",
    streams: [
      { id: 4, property: "speed" },
      { id: 5, property: "duty" },
    ],
  },
  "441500-spare-1": { no: 4, kind: "rain_gauge", streams: [{ id: 6, property: "rainfall" }] },
} as const;

export const CAMERA = "441500-cam-1";

export const LEVEL_RULE = AlarmRule.parse({
  id: "level-high",
  edition: "test",
  nameZh: "超警戒水位",
  nameEn: "Level high",
  priority: 2,
  thingKinds: ["river_level"],
  caseCategory: null,
  kind: "threshold",
  observedProperty: "water_level",
  operator: ">=",
  limit: { attribute: "warningLevelM" },
  hysteresis: 0.1,
  holdMs: 60_000,
  clearHoldMs: 60_000,
  latenessMs: 300_000,
});

export const SILENCE_RULE = AlarmRule.parse({
  id: "silent",
  edition: "test",
  nameZh: "停更",
  nameEn: "Silent",
  priority: 3,
  thingKinds: ["rain_gauge", "river_level"],
  caseCategory: null,
  kind: "silence",
  intervals: 3,
  atLeastMs: 60_000,
});

const PROPERTIES = [
  { key: "rainfall", type: "number", min: 0, max: 500 },
  { key: "water_level", type: "number", min: -20, max: 200 },
  { key: "water_temperature", type: "number", min: -5, max: 60 },
  { key: "speed", type: "number", min: 0, max: 200 },
  { key: "duty", type: "string", min: null, max: null },
] as const;

/** `extraThings`: number of rain gauges `load-1` … in addition to the named ones. */
export async function fillSmallCity(
  owner: Database,
  { extraThings = 0 }: { extraThings?: number } = {},
): Promise<void> {
  await owner.transaction(async (tx) => {
    const region = (code: string, parent: string | null, level: string) =>
      tx.execute(sql`
      insert into regions (code, parent_code, level, name, geom, label_point, synthetic)
      values (${code}, ${parent}, ${level}, ${`测试${code}`},
        st_multi(st_makeenvelope(114.9, 22.5, 116.2, 23.4, 4326)), st_setsrid(st_makepoint(115.4, 22.8), 4326), true)`);
    await region("441500", null, "city");
    await region("441502", "441500", "county");
    for (const { key, type, min, max } of PROPERTIES) {
      await tx.execute(sql`insert into observed_properties (key, name_zh, name_en, unit, value_type, min_value, max_value)
        values (${key}, ${key}, ${key}, 'unit', ${type}, ${min}, ${max})`);
    }
    for (const [id, { no, kind, streams }] of Object.entries(THINGS)) {
      await tx.execute(sql`
        insert into things (id, no, kind, name, region_code, geom, attributes, spare, synthetic)
        values (${id}, ${no}, ${kind}, ${id}, '441502', st_setsrid(st_makepoint(115.4, 22.8), 4326),
          ${json({ warningLevelM: 5 })}::jsonb, ${id.includes("spare")}, true)`);
      for (const stream of streams) {
        await tx.execute(sql`insert into datastreams (id, thing_id, observed_property, expected_interval_ms)
          values (${stream.id}, ${id}, ${stream.property}, 60000)`);
      }
    }
    await tx.execute(sql`
      insert into things (id, no, kind, name, region_code, attributes, spare, synthetic)
      select 'load-' || i, 1000 + i, 'rain_gauge', 'load-' || i, '441502', '{}', false, true
      from generate_series(1, ${extraThings}::int) i`);
    await tx.execute(sql`insert into datastreams (id, thing_id, observed_property, expected_interval_ms)
      select 1000 + i, 'load-' || i, 'rainfall', 60000 from generate_series(1, ${extraThings}::int) i`);
    await tx.execute(sql`
      insert into cameras (id, no, name, group_name, region_code, azimuth, geom, synthetic)
      values (${CAMERA}, 1, '测试相机', 'test', '441502', 0, st_setsrid(st_makepoint(115.4, 22.8), 4326), true)`);
    await tx.execute(sql`
      insert into detection_classes (edition, raw_class, category, name_zh, name_en, auto_report_from, review_from, valid_from)
      values ('test', '0101', '0101', '占道', 'Blocked road', 0.9, 0.5, '2020-01-01')`);
    for (const rule of [LEVEL_RULE, SILENCE_RULE]) {
      await tx.execute(sql`insert into alarm_rules (edition, id, spec, valid_from)
        values ('test', ${rule.id}, ${json(rule)}::jsonb, '2020-01-01')`);
    }
    const hash = hashDevicePassword(PASSWORD);
    await tx.execute(sql`
      insert into device_credentials (username, password_hash, kind)
      select id, ${hash}, 'thing' from things union all select id, ${hash}, 'camera' from cameras`);
  });
}
