// What a device's faults do to a city: wrong clocks, reused ids, two connections, floods. Nothing of value is lost, nothing is
// raised twice, and the ledger explains it.
import { DEFAULT_DEVICE_LIMITS, DEVICE_LIMITS_KEY } from "@minqing/core/device/limits";
import { replaceSetting } from "@minqing/geodata/setting/queries";
import { sql } from "@minqing/geodata/sql";
import { beforeEach, describe, expect, test } from "vitest";
import { CAMERA, fillSmallCity } from "../../geodata/small-city.ts";
import { testDatabase } from "../../geodata/test-database.ts";
import { openRig } from "./rig.ts";

const { database, owner } = await testDatabase();
await fillSmallCity(owner);

const RAIN = "441500-rain-1";
const LEVEL = "441500-level-1";
const NOW = Math.floor(Date.now() / 1_000) * 1_000;
const DAY = 86_400_000;
const limits = (change: Partial<typeof DEFAULT_DEVICE_LIMITS>) =>
  replaceSetting(owner, DEVICE_LIMITS_KEY, { ...DEFAULT_DEVICE_LIMITS, ...change }, new Date());

let rig = await openRig(database);
const restart = async () => {
  await rig.pipeline.close();
  rig = await openRig(database);
};
beforeEach(async () => {
  await rig.pipeline.close();
  await owner.script(
    `delete from minqing.alarms; delete from minqing.detections;
     delete from minqing.settings where key = '${DEVICE_LIMITS_KEY}';
     truncate minqing.observations, minqing.positions, minqing.latest_values, minqing.latest_positions, minqing.dead_letters,
       minqing.device_counters, minqing.rule_states, minqing.change_log`,
  );
  rig = await openRig(database);
});

const ledger = (id: string) =>
  database.raw(sql`
    select stored::int, late::int, dead_lettered::int as dead, clock_faults::int as faults, clock_skew_ms as skew,
      capped::int from device_counters where device_id = ${id}`);
const latest = (id: number) =>
  database.raw(sql`
    select value_num as value, extract(epoch from observed_at)::float8 * 1000 as at from latest_values
    where datastream_id = ${id}`);
const level = (t: unknown, value: number, receivedAtMs: number) =>
  rig.observe(LEVEL, { t, values: { water_level: value } }, { receivedAtMs });
const alarms = () => database.raw(sql`select value, cleared_at is not null as cleared from alarms order by raised_at`);

describe("a wrong clock", () => {
  test.each([
    ["1,024 weeks back", (ms: number) => ms - 1_024 * 7 * DAY],
    ["at the beginning of 2000", (ms: number) => new Date(Date.UTC(2000, 0, 1) + (ms % DAY)).toISOString()],
    ["at the beginning of 1970", (ms: number) => ms % DAY],
    ["three days ahead", (ms: number) => ms + 3 * DAY],
  ])("%s still raises the alarm, is latest, and shows in the ledger", async (_, wrong) => {
    for (const at of [NOW, NOW + 60_000]) await level(wrong(at), 5.9, at);
    expect(await alarms()).toEqual([{ value: 5.9, cleared: false }]);
    expect(await latest(2)).toEqual([{ value: 5.9, at: NOW + 60_000 }]);
    const [row] = await ledger(LEVEL);
    expect(row).toMatchObject({ stored: 2, late: 0, faults: 2 });
    expect(Math.abs(Number(row?.["skew"]))).toBeGreaterThan(2 * DAY);
  });

  test("that is right again shows as right", async () => {
    await level(NOW - 400 * DAY, 1, NOW);
    await level(NOW + 1_000, 1, NOW + 1_000);
    expect(await ledger(LEVEL)).toMatchObject([{ faults: 1, skew: null }]);
  });

  test("what a device may have buffered is late, not a fault", async () => {
    await level(NOW, 1, NOW);
    await level(NOW - 80 * DAY, 1, NOW + 1_000);
    expect(await ledger(LEVEL)).toMatchObject([{ late: 1, faults: 0, skew: null }]);
  });

  test("a message of it that comes again is one observation", async () => {
    for (const later of [0, 2_000]) await level(NOW - 1_024 * 7 * DAY, 5.9, NOW + later);
    expect(await database.raw(sql`select count(*)::int as n from observations`)).toEqual([{ n: 1 }]);
  });
});

describe("a reading from minutes ahead", () => {
  test("never hides those that come at the right time", async () => {
    await level(NOW + 270_000, 0, NOW);
    await level(NOW + 10_000, 5.8, NOW + 10_000);
    await level(NOW + 80_000, 5.9, NOW + 80_000);
    expect(await alarms()).toEqual([{ value: 5.9, cleared: false }]);
    expect(await latest(2)).toEqual([{ value: 5.9, at: NOW + 80_000 }]);
    expect(await ledger(LEVEL)).toMatchObject([{ stored: 3, late: 0 }]);
  });

  test("is shown with its arrival, and of two the device's later one", async () => {
    await rig.observe(
      RAIN,
      [
        { t: NOW + 120_000, values: { rainfall: 2 } },
        { t: NOW + 60_000, values: { rainfall: 1 } },
      ],
      { receivedAtMs: NOW },
    );
    expect(await latest(1)).toEqual([{ value: 2, at: NOW }]);
  });
});

describe("an id that a camera uses again", () => {
  const send = (t: number, more: object) =>
    rig.send(
      `city/v1/cameras/${CAMERA}/detections`,
      { id: "42", t, class: "0101", confidence: 0.6, ...more },
      {
        receivedAtMs: t,
      },
    );
  const rows = () =>
    database.raw(
      sql`select id, raw_class as class, confidence, phase, fate, verdict from detections order by observed_at, id`,
    );
  const judge = (id: string) =>
    owner.execute(sql`update detections set verdict = 'false_alarm', version = version + 1 where id = ${id}`);

  test("after a verdict is another detection, and the judged one stays", async () => {
    await send(NOW - 3 * 3_600_000, {});
    await judge("42");
    await send(NOW, { class: "0102", confidence: 0.99 });
    expect(await rows()).toMatchObject([
      { id: "42", class: "0101", confidence: 0.6, verdict: "false_alarm" },
      { id: "42~2", class: "0102", confidence: 0.99, verdict: null },
    ]);
  });

  test("after its end, or after a long pause, is another detection", async () => {
    await send(NOW - 8_000_000, {});
    await send(NOW - 7_999_000, { phase: "end" });
    await send(NOW - 7_990_000, { confidence: 0.7 });
    await send(NOW, { confidence: 0.8 });
    expect(await rows()).toMatchObject([{ phase: "end" }, { confidence: 0.7 }, { confidence: 0.8 }]);
  });

  test("a judged one takes its end, and no other change", async () => {
    await send(NOW - 60_000, {});
    await judge("42");
    await send(NOW - 30_000, { phase: "update", confidence: 0.99 });
    await send(NOW, { phase: "end", confidence: 0.99 });
    expect(await rows()).toEqual([
      { id: "42", class: "0101", confidence: 0.6, phase: "end", fate: "review", verdict: "false_alarm" },
    ]);
  });

  test("a message of an earlier one that comes again is no third", async () => {
    await send(NOW - 3 * 3_600_000, {});
    await send(NOW, {});
    await send(NOW - 3 * 3_600_000, {});
    expect(await rows()).toHaveLength(2);
  });

  test("the id that it would get may be taken", async () => {
    await send(NOW - 10_000_000, { id: "42~2" });
    await send(NOW - 9_000_000, {});
    await send(NOW, {});
    expect((await rows()).map(({ id }) => id)).toEqual(["42~2", "42", "42~3"]);
  });
});

describe("a detection", () => {
  const send = (more: object) =>
    rig.send(`city/v1/cameras/${CAMERA}/detections`, { id: "d", t: NOW, class: "0101", confidence: 0.6, ...more });
  const rows = () => database.raw(sql`select id, confidence, box, st_x(geom) as lon from detections`);
  const reasons = async () =>
    (await database.raw(sql`select reason, detail from dead_letters order by id`)).map(({ reason }) => reason);

  test.each([
    [{ box: [-0.0002, 0.1, 1.0001, 0.5] }, []],
    [{ box: null, position: null, snapshot: null, snapshotUrl: null, phase: null, crs: null }, []],
    [{ box: [10, 20, 300, 400] }, ["bad-shape"]],
    [{ position: [0, 0] }, ["outside-envelope"]],
    [{ snapshotUrl: "camera 7" }, ["bad-shape"]],
    [{ snapshot: "§§§" }, ["bad-snapshot"]],
    [{ phase: "start" }, ["bad-shape"]],
  ])("is stored beside any fault of its other fields: %j", async (more, expected) => {
    await send(more);
    expect(await rows()).toHaveLength(1);
    expect(await reasons()).toEqual(expected);
  });

  test.each([
    [{ id: ".." }, "address"],
    [{ id: "a\0b" }, "storable"],
    [{ class: "680" }, "send the number 680 without quotes"],
    [{ confidence: 87 }, "looks like percent"],
    [{ t: undefined, ts: NOW }, "keys here"],
  ])("is refused with a hint: %j", async (more, hint) => {
    await send(more);
    expect(await rows()).toEqual([]);
    const [letter] = await database.raw(sql`select detail from dead_letters`);
    expect(letter?.["detail"]).toContain(hint);
  });
});

test.each([
  [`city/v1/things/${RAIN}`, "things", RAIN, { t: NOW, values: { rainfall: 1 } }, "observations"],
  [`city/v1/cameras/${CAMERA}`, "cameras", CAMERA, { id: "p", t: NOW, class: "0101", confidence: 0.6 }, "detections"],
])("data after `offline` proves presence: %s", async (topic, table, id, message, channel) => {
  const status = async () =>
    (
      await owner.raw(
        table === "things"
          ? sql`select status from things where id = ${id}`
          : sql`select status from cameras where id = ${id}`,
      )
    )[0];
  await rig.send(`${topic}/status`, "online");
  await rig.send(`${topic}/status`, "offline");
  expect(await status()).toEqual({ status: "offline" });
  await rig.send(`${topic}/${channel}`, message);
  expect(await status()).toEqual({ status: "online" });
  await rig.send(`${topic}/status`, "offline");
  await restart();
  await rig.send(`${topic}/${channel}`, { ...message, t: NOW + 1_000 });
  expect(await status()).toEqual({ status: "online" });
});

describe("the limits of a device", () => {
  test("messages above it are counted, with one dead letter a minute; another device is not touched", async () => {
    await limits({ messageBurst: 3, messagesPerSecond: 0.001 });
    await restart();
    for (let n = 0; n < 6; n++)
      await rig.observe(RAIN, { t: NOW + n, values: { rainfall: 1 } }, { receivedAtMs: NOW + n });
    await level(NOW, 1, NOW);
    expect(await ledger(RAIN)).toMatchObject([{ stored: 3, dead: 3, capped: 3 }]);
    expect(await database.raw(sql`select reason from dead_letters`)).toEqual([{ reason: "too-many" }]);
    expect(await ledger(LEVEL)).toMatchObject([{ stored: 1, capped: 0 }]);
  });

  test("an alarm above it waits and is not lost: the next hour raises it, also after a restart", async () => {
    await limits({ alarmsPerHour: 2 });
    await restart();
    const swing = [5.2, 5.3, 4.8, 4.7, 5.5, 5.6, 4.0, 4.0, 5.7, 5.8];
    await rig.observe(
      LEVEL,
      swing.map((value, n) => ({ t: NOW - 600_000 + n * 60_000, values: { water_level: value } })),
      { receivedAtMs: NOW },
    );
    expect(await alarms()).toEqual([
      { value: 5.3, cleared: true },
      { value: 5.6, cleared: true },
    ]);
    expect(await ledger(LEVEL)).toMatchObject([{ capped: 1 }]);
    await restart();
    await level(NOW + 60_000, 5.9, NOW + 60_000);
    expect(await alarms()).toHaveLength(2);
    await owner.execute(sql`update alarms set created_at = created_at - interval '2 hours'`);
    await restart();
    await level(NOW + 120_000, 5.9, NOW + 120_000);
    expect(await alarms()).toHaveLength(3);
  });

  test("a reading older than the city allows raises nothing, and the next one does", async () => {
    const old = NOW - 2 * 3_600_000;
    await rig.observe(
      LEVEL,
      [old, old + 60_000, old + 120_000].map((t) => ({ t, values: { water_level: 5.9 } })),
      { receivedAtMs: NOW },
    );
    expect(await alarms()).toEqual([]);
    await level(NOW, 5.95, NOW);
    expect(await alarms()).toEqual([{ value: 5.95, cleared: false }]);
  });
});
