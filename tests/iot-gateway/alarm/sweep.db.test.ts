// Silent devices and the gateway's own outage: after an outage there is one alarm about the gateway, not one per device.
import { sql } from "@minqing/geodata/sql";
import { sweep } from "@minqing/iot-gateway/alarm/sweep";
import { beforeEach, expect, test } from "vitest";
import { fillSmallCity } from "../../geodata/small-city.ts";
import { testDatabase } from "../../geodata/test-database.ts";
import { openRig } from "../ingest/rig.ts";

const { database, owner } = await testDatabase();
await fillSmallCity(owner);

const RAIN = "441500-rain-1";
const START = Date.now();
// Three intervals of one minute: after this time the rule raises its alarm.
const SILENT_MS = 180_000;

let rig = await openRig(database);
beforeEach(async () => {
  await rig.pipeline.close();
  await owner.script(`delete from minqing.alarms; truncate minqing.observations, minqing.latest_values,
    minqing.latest_positions, minqing.gateways, minqing.change_log`);
  rig = await openRig(database);
});

const heartbeat = (afterMs: number, isHearing = true) =>
  sweep({ db: database, directory: rig.directory, cache: rig.cache, isHearing, now: new Date(START + afterMs) });
/** Heartbeats at the usual distance, so that the gateway is never deaf. */
const heartbeatFor = async (fromMs: number, toMs: number) => {
  for (let at = fromMs; at <= toMs; at += 30_000) await heartbeat(at);
};
const open = async () =>
  (
    await database.raw(
      sql`select rule_id as rule, subject_id as subject from alarms where cleared_at is null order by 1, 2`,
    )
  ).map(({ rule, subject }) => `${String(rule)} ${String(subject)}`);

test("a thing that never sent anything is silent three intervals after the gateway began to hear; a spare one never", async () => {
  await heartbeatFor(0, SILENT_MS - 30_000);
  expect(await open()).toEqual([]);
  await heartbeat(SILENT_MS);
  expect(await open()).toEqual(["silent 441500-level-1", `silent ${RAIN}`]);
});

test("a value ends the silence; a replayed value counts by its arrival", async () => {
  await heartbeatFor(0, SILENT_MS);
  await rig.observe(
    RAIN,
    { t: START - 86_400_000, values: { rainfall: 1 } },
    { receivedAtMs: START + SILENT_MS + 5_000 },
  );
  expect(await open()).toEqual(["silent 441500-level-1"]);
  await heartbeatFor(SILENT_MS + 30_000, SILENT_MS + 150_000);
  expect(await open()).toEqual(["silent 441500-level-1"]);
  await heartbeat(SILENT_MS + 5_000 + SILENT_MS);
  expect(await open()).toEqual(["silent 441500-level-1", `silent ${RAIN}`]);
});

test("the alarms of a withdrawn rule are cleared; another program's alarm stays", async () => {
  await heartbeatFor(0, SILENT_MS);
  await owner.script(`insert into minqing.alarms (id, rule_id, rule_edition, subject_id, name_zh, name_en, priority, region_code,
      raised_at, created_at, synthetic)
    values (gen_random_uuid(), 'of-another', '1', 'x', 'x', 'x', 4, '441500', now(), now(), true)`);
  const directory = { ...rig.directory, silenceRules: [], ruleIds: ["level-high"] };
  await sweep({
    db: database,
    directory,
    cache: rig.cache,
    isHearing: true,
    now: new Date(START + SILENT_MS + 5_000),
  });
  expect(await open()).toEqual(["of-another x"]);
});

test("after the gateway's own outage there is one alarm about it, and silence is measured from now on", async () => {
  await rig.observe(RAIN, { t: START, values: { rainfall: 1 } });
  await heartbeat(0);
  await heartbeat(3_600_000);
  const rows = await database.raw(sql`
    select rule_id as rule, raised_at = ${new Date(START)}::timestamptz as since, cleared_at is not null as cleared from alarms`);
  expect(rows).toEqual([{ rule: "gateway-deaf", since: true, cleared: true }]);
  await heartbeatFor(3_630_000, 3_600_000 + SILENT_MS - 30_000);
  expect(await open()).toEqual([]);
});

test("while the broker is down one alarm about the gateway is open; it is cleared when messages arrive again", async () => {
  await heartbeat(0);
  for (const at of [30_000, 90_000, 120_000]) await heartbeat(at, false);
  expect(await open()).toEqual(["gateway-deaf gateway"]);
  await heartbeat(150_000);
  expect(await open()).toEqual([]);
  expect(await database.raw(sql`select count(*) as alarms from alarms`)).toEqual([{ alarms: 1 }]);
});
