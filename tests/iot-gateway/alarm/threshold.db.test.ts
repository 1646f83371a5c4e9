// Threshold rules in the pipeline: event time, one open alarm, state that survives a restart, change log entries.
import { sql } from "@minqing/geodata/sql";
import { beforeEach, expect, test } from "vitest";
import { fillSmallCity } from "../../geodata/small-city.ts";
import { testDatabase } from "../../geodata/test-database.ts";
import { openRig } from "../ingest/rig.ts";

const { database, owner } = await testDatabase();
await fillSmallCity(owner);

// Its warning level is 5 m; the rule raises after one minute above it and clears after one minute below 4.9 m.
const LEVEL = "441500-level-1";
// Within the last hour: an older reading raises no alarm.
const NOON = Math.floor(Date.now() / 60_000) * 60_000 - 50 * 60_000;
const minute = (n: number) => NOON + n * 60_000;

let rig = await openRig(database);
const restart = async () => {
  await rig.pipeline.close();
  rig = await openRig(database);
};
beforeEach(async () => {
  await rig.pipeline.close();
  await owner.script(`delete from minqing.alarms; truncate minqing.observations, minqing.latest_values,
    minqing.rule_states, minqing.change_log, minqing.dead_letters, minqing.device_counters`);
  rig = await openRig(database);
});

const level = (atMs: number, value: number) => rig.observe(LEVEL, { t: atMs, values: { water_level: value } });
const alarms = () =>
  database.raw(sql`
    select extract(epoch from raised_at)::float8 * 1000 as raised, extract(epoch from cleared_at)::float8 * 1000 as cleared, value,
      limit_value as "limit" from alarms order by raised_at`);

test("an alarm is raised after its hold and cleared after its own, in event time, each with a log entry", async () => {
  for (const [n, value] of [5.2, 5.3, 5.4, 4.95, 4.8, 4.7, 4.6].entries()) await level(minute(n), value);
  expect(await alarms()).toEqual([{ raised: minute(1), cleared: minute(5), value: 5.3, limit: 5 }]);
  const log = await database.raw(sql`
    select kind, scope_before ->> 'code' as before, scope_after ->> 'code' as after, value ->> 'clearedAt' as cleared from change_log order by seq`);
  expect(log).toEqual([
    { kind: "alarm", before: null, after: "441502", cleared: null },
    { kind: "alarm", before: "441502", after: "441502", cleared: new Date(minute(5)).toISOString() },
  ]);
});

test("a whole recording in one batch raises and clears the same alarms", async () => {
  const values = [5.2, 5.3, 4.8, 4.7, 5.5, 5.6, 4.0, 4.0];
  await rig.observe(
    LEVEL,
    values.map((value, n) => ({ t: minute(n), values: { water_level: value } })),
  );
  expect(await alarms()).toEqual([
    { raised: minute(1), cleared: minute(3), value: 5.3, limit: 5 },
    { raised: minute(5), cleared: minute(7), value: 5.6, limit: 5 },
  ]);
});

test("a pending hold survives a restart, and a restart raises nothing twice", async () => {
  await level(minute(0), 5.2);
  await restart();
  await level(minute(1), 5.3);
  await restart();
  await level(minute(2), 5.4);
  expect(await alarms()).toMatchObject([{ raised: minute(1), cleared: null }]);
  await restart();
  for (const n of [3, 4]) await level(minute(n), 4);
  expect(await alarms()).toMatchObject([{ cleared: minute(4) }]);
});

test("duplicates and readings later than allowed are ignored", async () => {
  await level(minute(10), 4);
  await restart();
  for (const n of [0, 1, 2]) await level(minute(n), 9);
  await level(minute(10), 4);
  expect(await alarms()).toEqual([]);
});

test("a late reading inside the allowed lateness breaks a hold", async () => {
  await level(minute(0), 5.2);
  await level(NOON + 50_000, 5.2);
  await level(NOON + 30_000, 4);
  await level(minute(1), 5.2);
  expect(await alarms()).toEqual([]);
});

test("one open alarm for each rule and subject: a second raise writes neither a row nor a log entry", async () => {
  for (const n of [0, 1]) await level(minute(n), 5.2);
  await owner.script("truncate minqing.rule_states");
  await restart();
  for (const n of [2, 3]) await level(minute(n), 5.2);
  expect(await alarms()).toHaveLength(1);
  expect(await database.raw(sql`select count(*) as entries from change_log`)).toEqual([{ entries: 1 }]);
});
