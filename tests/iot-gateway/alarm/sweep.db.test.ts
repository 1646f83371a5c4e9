// Silence and our own deafness: thousands of silent devices after our outage are one alarm, about us.
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
// Three intervals of a minute: the rule's silence begins here.
const SILENT_MS = 180_000;

let rig = await openRig(database);
beforeEach(async () => {
  await rig.pipeline.close();
  await owner.script(`delete from minqing.alarms; truncate minqing.observations, minqing.latest_values,
    minqing.latest_positions, minqing.gateways, minqing.change_log`);
  rig = await openRig(database);
});

const heartbeat = (afterMs: number, isHearing = true) =>
  sweep({ db: database, directory: rig.directory, memory: rig.memory, isHearing, now: new Date(START + afterMs) });
/** Heartbeats as they come in life, so that we are never deaf. */
const heartbeatFor = async (fromMs: number, toMs: number) => {
  for (let at = fromMs; at <= toMs; at += 30_000) await heartbeat(at);
};
const open = async () =>
  (
    await database.raw(
      sql`select rule_id as rule, subject_id as subject from alarms where cleared_at is null order by 1, 2`,
    )
  ).map(({ rule, subject }) => `${String(rule)} ${String(subject)}`);

test("a thing that was never heard is silent three intervals after we began to hear; a spare one never", async () => {
  await heartbeatFor(0, SILENT_MS - 30_000);
  expect(await open()).toEqual([]);
  await heartbeat(SILENT_MS);
  expect(await open()).toEqual(["silent 441500-level-1", `silent ${RAIN}`]);
});

test("a value ends the silence; a replayed instant counts by its arrival", async () => {
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

test("a rule that is withdrawn lets go of its alarms; somebody else's alarm stays", async () => {
  await heartbeatFor(0, SILENT_MS);
  await owner.script(`insert into minqing.alarms (id, rule_id, rule_edition, subject_id, name_zh, name_en, priority, region_code,
      raised_at, created_at, synthetic)
    values (gen_random_uuid(), 'of-another', '1', 'x', 'x', 'x', 4, '441500', now(), now(), true)`);
  const directory = { ...rig.directory, silenceRules: [], ruleIds: ["level-high"] };
  await sweep({
    db: database,
    directory,
    memory: rig.memory,
    isHearing: true,
    now: new Date(START + SILENT_MS + 5_000),
  });
  expect(await open()).toEqual(["of-another x"]);
});

test("after our own outage one alarm says so, and silence is measured from now", async () => {
  await rig.observe(RAIN, { t: START, values: { rainfall: 1 } });
  await heartbeat(0);
  await heartbeat(3_600_000);
  const rows = await database.raw(sql`
    select rule_id as rule, raised_at = ${new Date(START)}::timestamptz as since, cleared_at is not null as cleared from alarms`);
  expect(rows).toEqual([{ rule: "gateway-deaf", since: true, cleared: true }]);
  await heartbeatFor(3_630_000, 3_600_000 + SILENT_MS - 30_000);
  expect(await open()).toEqual([]);
});

test("while the broker is away the alarm about us is open, once, and closes when we hear again", async () => {
  await heartbeat(0);
  for (const at of [30_000, 90_000, 120_000]) await heartbeat(at, false);
  expect(await open()).toEqual(["gateway-deaf gateway"]);
  await heartbeat(150_000);
  expect(await open()).toEqual([]);
  expect(await database.raw(sql`select count(*) as alarms from alarms`)).toEqual([{ alarms: 1 }]);
});
