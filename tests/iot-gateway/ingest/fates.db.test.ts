// Every message ends as stored, duplicate, late or dead letter, and is counted so in the database.
import type { Executor } from "@minqing/geodata/database";
import { sql } from "@minqing/geodata/sql";
import sharp from "sharp";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { CAMERA, fillSmallCity } from "../../geodata/small-city.ts";
import { testDatabase } from "../../geodata/test-database.ts";
import { observationsOf } from "../mqtt-device.ts";
import { openRig } from "./rig.ts";

const { database, owner } = await testDatabase();
await fillSmallCity(owner);

const RAIN = "441500-rain-1";
const LEVEL = "441500-level-1";
const VEHICLE = "441500-vehicle-1";
const NOON = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 1_800_000;

let rig = await openRig(database);
beforeEach(async () => {
  await rig.pipeline.close();
  await owner.script(
    `delete from minqing.alarms; delete from minqing.detections;
     truncate minqing.observations, minqing.positions, minqing.latest_values, minqing.latest_positions, minqing.dead_letters,
       minqing.device_counters, minqing.rule_states, minqing.change_log`,
  );
  rig = await openRig(database);
});

const values = (db: Executor = database) =>
  db.raw(sql`select datastream_id as id, extract(epoch from observed_at)::float8 * 1000 as at, seq, value_num as value, late
    from observations order by datastream_id, observed_at, seq`);
const letters = () => database.raw(sql`select device_id as device, reason, detail from dead_letters order by id`);
const counters = (id: string) =>
  database.raw(sql`select received, stored, duplicate, late, dead_lettered as dead, unprotected, refused
    from device_counters where device_id = ${id}`);
const latest = (id: number) =>
  database.raw(sql`select value_num as value from latest_values where datastream_id = ${id}`);

test("the same message again is a duplicate, in one batch and in the next", async () => {
  const message = { topic: observationsOf(RAIN), message: { t: NOON, values: { rainfall: 3 } } };
  await rig.sendAll([message, message]);
  await rig.sendAll([message]);
  expect(await values()).toEqual([{ id: 1, at: NOON, seq: 0, value: 3, late: false }]);
  expect(await counters(RAIN)).toEqual([
    { received: 3, stored: 1, duplicate: 2, late: 0, dead: 0, unprotected: 0, refused: 0 },
  ]);
  expect(await letters()).toEqual([]);
});

test("another value at the same key is a conflict: the first stays, in one batch and across two", async () => {
  const at = (value: number) => ({ topic: observationsOf(RAIN), message: { t: NOON, values: { rainfall: value } } });
  await rig.sendAll([at(3), at(4)]);
  await rig.sendAll([at(5)]);
  expect(await values()).toMatchObject([{ value: 3 }]);
  expect(await latest(1)).toEqual([{ value: 3 }]);
  expect((await letters()).map(({ reason }) => reason)).toEqual(["conflict", "conflict"]);
  expect(await counters(RAIN)).toMatchObject([{ received: 3, stored: 1, dead: 2 }]);
});

test("seq distinguishes several readings of one instant", async () => {
  for (const seq of [1, 2]) await rig.observe(RAIN, { t: NOON, values: { rainfall: seq }, seq });
  expect(await values()).toMatchObject([
    { seq: 1, value: 1 },
    { seq: 2, value: 2 },
  ]);
  expect(await latest(1)).toEqual([{ value: 2 }]);
});

test("a late value is stored and never replaces the latest one", async () => {
  await rig.observe(RAIN, { t: NOON, values: { rainfall: 2 } });
  await rig.observe(RAIN, { t: NOON - 60_000, values: { rainfall: 1 } });
  expect(await values()).toMatchObject([
    { at: NOON - 60_000, late: true },
    { at: NOON, late: false },
  ]);
  expect(await latest(1)).toEqual([{ value: 2 }]);
  expect(await counters(RAIN)).toMatchObject([{ received: 2, stored: 1, late: 1 }]);
});

test("a clock ahead by more than five minutes is stored at the arrival with its skew, once", async () => {
  const message = { t: NOON + 3_600_000, values: { rainfall: 7 } };
  await rig.observe(RAIN, message, { receivedAtMs: NOON });
  await rig.observe(RAIN, message, { receivedAtMs: NOON + 1_000 });
  const rows = await database.raw(
    sql`select extract(epoch from observed_at)::float8 * 1000 as at, skew_ms as skew from observations`,
  );
  expect(rows).toEqual([{ at: NOON, skew: 3_600_000 }]);
  expect(await counters(RAIN)).toMatchObject([{ stored: 1, duplicate: 1 }]);
});

test("a time that is ahead by less is stored as sent", async () => {
  await rig.observe(RAIN, { t: NOON + 200_000, values: { rainfall: 7 } }, { receivedAtMs: NOON });
  expect(await values()).toMatchObject([{ at: NOON + 200_000 }]);
});

test.each([
  ["{", "bad-json"],
  [Buffer.from([0x22, 0xff, 0x22]), "bad-json"],
  ["[]", "bad-shape"],
  [{ values: { rainfall: 1 } }, "bad-shape"],
  [{ t: NOON, values: {} }, "bad-shape"],
  [{ t: Math.floor(NOON / 1_000), values: { rainfall: 1 } }, "bad-time"],
  [`{"t":${NOON},"values":{"rainfall":1e999}}`, "not-a-number"],
  [{ t: NOON, values: { rainfall: "3" } }, "not-a-number"],
  [{ t: NOON, values: { rainfall: true } }, "not-a-number"],
  [{ t: NOON, values: { rainfall: 501 } }, "out-of-range"],
  [{ t: NOON, values: { humidity: 50 } }, "unknown-property"],
  [{ t: NOON, values: {}, position: [0, 0] }, "outside-envelope"],
  [{ t: NOON, values: {}, position: [115.4, 30] }, "outside-envelope"],
  [" ".repeat(70_000), "too-large"],
])("bad message %# is acknowledged and dead-lettered with its reason", async (message, reason) => {
  await rig.observe(RAIN, message);
  const [letter] = await letters();
  expect(letter).toMatchObject({ device: RAIN, reason });
  expect(letter?.["detail"]).toMatch(/expected .*got|invalid|expected/i);
  expect(await values()).toEqual([]);
  expect(await counters(RAIN)).toMatchObject([{ received: 1, stored: 0, dead: 1 }]);
});

test("a dead letter holds the first 2 kB, the size and the hash", async () => {
  const payload = Buffer.alloc(70_000, "x");
  await rig.observe(RAIN, payload);
  const rows = await database.raw(sql`
    select size_bytes as size, length(payload_head) as head, payload_sha256 = sha256(${payload}::bytea) as hashed from dead_letters`);
  expect(rows).toEqual([{ size: 70_000, head: 2_048, hashed: true }]);
});

test("the valid observations of an array are stored, the invalid ones are named by their place", async () => {
  await rig.observe(RAIN, [
    { t: NOON, values: { rainfall: 1 } },
    { t: NOON + 1_000, values: { rainfall: "2" } },
    { t: NOON + 2_000, values: { rainfall: 3 } },
  ]);
  expect((await values()).map(({ value }) => value)).toEqual([1, 3]);
  expect(await letters()).toMatchObject([
    { reason: "not-a-number", detail: expect.stringContaining("[1]values.rainfall") },
  ]);
  expect(await counters(RAIN)).toMatchObject([{ received: 1, stored: 1, dead: 0 }]);
});

test("a bad value does not spoil the good ones of the same observation", async () => {
  await rig.observe(LEVEL, `{"t":${NOON},"values":{"water_level":1e999,"water_temperature":20}}`);
  expect(await values()).toMatchObject([{ id: 3, value: 20 }]);
  expect(await letters()).toMatchObject([{ reason: "not-a-number" }]);
});

test("an unknown device leaves a dead letter and no ledger row", async () => {
  await rig.observe("nobody", { t: NOON, values: { rainfall: 1 } });
  expect(await letters()).toMatchObject([{ device: null, reason: "unknown-thing" }]);
  expect(await database.raw(sql`select device_id from device_counters`)).toEqual([]);
});

test("a message on another device's topic is refused and counted for its sender", async () => {
  await rig.observe(RAIN, { t: NOON, values: { rainfall: 1 } }, { username: LEVEL });
  expect(await letters()).toMatchObject([{ device: LEVEL, reason: "foreign-topic" }]);
  expect(await counters(LEVEL)).toMatchObject([{ received: 1, dead: 1, refused: 1 }]);
  expect(await values()).toEqual([]);
});

test("a message that the database refuses is found by halving; the rest is committed and acknowledged in order", async () => {
  await owner.script("alter table minqing.observations add constraint refuses check (value_text <> 'refused')");
  onTestFinished(() => owner.script("alter table minqing.observations drop constraint refuses"));
  const bad = { topic: observationsOf(VEHICLE), message: { t: NOON, values: { duty: "refused" } } };
  const good = Array.from({ length: 20 }, (_, i) => ({
    topic: observationsOf(RAIN),
    message: { t: NOON + i, values: { rainfall: i } },
  }));
  const acknowledged = await rig.sendAll([...good.slice(0, 13), bad, ...good.slice(13)]);
  expect(acknowledged).toEqual(Array.from({ length: 21 }, (_, i) => i));
  expect(await values()).toHaveLength(20);
  const [letter] = await letters();
  expect(letter).toMatchObject({ device: VEHICLE, reason: "refused-by-database" });
  expect(letter?.["detail"]).not.toMatch(/insert|select|observations/i);
  expect(await counters(VEHICLE)).toMatchObject([{ received: 1, dead: 1 }]);
});

test("QoS 0 is stored and counted as unprotected", async () => {
  await rig.observe(RAIN, { t: NOON, values: { rainfall: 1 } }, { qos: 0 });
  expect(await counters(RAIN)).toMatchObject([{ received: 1, stored: 1, unprotected: 1 }]);
});

test("a position in another datum is stored as WGS84, with motion, and moves only forward", async () => {
  const at = (t: number, lon: number) => ({
    t,
    values: { speed: 36, heading: 90, duty: "巡查" },
    position: [lon, 22.8],
    crs: "GCJ02",
  });
  await rig.observe(VEHICLE, at(NOON, 115.4));
  await rig.observe(VEHICLE, at(NOON - 1_000, 115.3));
  await rig.observe(VEHICLE, at(NOON, 115.4));
  const rows = await database.raw(sql`select lon, heading, speed_kmh as speed from latest_positions`);
  expect(rows).toEqual([{ lon: expect.closeTo(115.395, 2), heading: 90, speed: 36 }]);
  expect(await database.raw(sql`select count(*) from positions`)).toEqual([{ count: 2 }]);
  expect(await counters(VEHICLE)).toMatchObject([{ received: 3, stored: 1, late: 1, duplicate: 1 }]);
  expect(rig.live.flatMap((batch) => batch.positions)).toMatchObject([
    { no: 3, heading: 90, speedKmh: 36, observedAtMs: NOON },
  ]);
});

test("a detection is written once, updates raise its version, and a late update changes nothing", async () => {
  const send = (more: object) =>
    rig.send(`city/v1/cameras/${CAMERA}/detections`, { id: "a", t: NOON, class: "0101", confidence: 0.6, ...more });
  const row = async () => (await database.raw(sql`select phase, fate, confidence, version from detections`))[0];
  await send({});
  await send({});
  expect(await row()).toEqual({ phase: "new", fate: "review", confidence: 0.6, version: 1 });
  await send({ t: NOON + 1_000, phase: "update", confidence: 0.95 });
  await send({ t: NOON + 2_000, phase: "end", confidence: 0.3 });
  await send({ t: NOON + 1_500, phase: "update", confidence: 0.5 });
  expect(await row()).toEqual({ phase: "end", fate: "auto_report", confidence: 0.3, version: 3 });
  expect(await counters(CAMERA)).toMatchObject([{ received: 5, stored: 3, duplicate: 1, late: 1 }]);
  expect(
    await database.raw(
      sql`select scope_before ->> 'code' as before, scope_after ->> 'code' as after from change_log order by seq`,
    ),
  ).toEqual([
    { before: null, after: "441502" },
    { before: "441502", after: "441502" },
    { before: "441502", after: "441502" },
  ]);
});

test("a picture that is not a JPEG is left out; its detection is stored", async () => {
  await rig.send(`city/v1/cameras/${CAMERA}/detections`, {
    id: "b",
    t: NOON,
    class: 101,
    confidence: 1,
    snapshot: "aGFsbG8=",
  });
  expect(await database.raw(sql`select fate, snapshot_sha256 from detections`)).toEqual([
    { fate: "log", snapshot_sha256: null },
  ]);
  expect(await letters()).toMatchObject([{ reason: "bad-snapshot" }]);
});

test("a picture is stored without its metadata; the detection's position is in its row", async () => {
  const sent = await sharp({ create: { width: 8, height: 4, channels: 3, background: "green" } })
    .withExif({ IFD0: { ImageDescription: "Exif GPS 115.41, 22.81" } })
    .jpeg()
    .toBuffer();
  await rig.send(`city/v1/cameras/${CAMERA}/detections`, {
    id: "c",
    t: NOON,
    class: "0101",
    confidence: 0.6,
    snapshot: sent.toString("base64"),
    position: [115.41, 22.81],
  });
  const [row] = await database.raw(sql`
    select st_x(d.geom) as lon, st_y(d.geom) as lat, s.bytes from detections d
    join snapshots s on s.sha256 = d.snapshot_sha256 where d.id = 'c'`);
  expect(row).toMatchObject({ lon: 115.41, lat: 22.81 });
  expect(Buffer.from(row?.["bytes"] as Uint8Array).toString("latin1")).not.toMatch(/Exif|GPS|115/);
});

test("a status message changes the device's status", async () => {
  await rig.send(`city/v1/things/${RAIN}/status`, "offline");
  expect(await database.raw(sql`select status from things where id = ${RAIN}`)).toEqual([{ status: "offline" }]);
});

test("a bad message that its sender repeats has one dead letter; the same bytes sent anew have another", async () => {
  for (const isRedelivery of [false, true, true, false]) await rig.observe(RAIN, "{", { isRedelivery });
  expect(await letters()).toHaveLength(2);
  expect(await counters(RAIN)).toMatchObject([{ received: 4, dead: 4 }]);
});
