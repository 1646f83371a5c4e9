// The embedded broker with real clients and the embedded database: PUBACK means stored, and every rejection has a reason.

import type { LiveBatch } from "@minqing/core/live/bus";
import { createLocalBus } from "@minqing/core/live/local-bus";
import { hashDevicePassword } from "@minqing/geodata/process/secret/device-password";
import { sql } from "@minqing/geodata/sql";
import { openGateway } from "@minqing/iot-gateway/open-gateway";
import sharp from "sharp";
import { afterAll, expect, test } from "vitest";
import { CAMERA, fillSmallCity, PASSWORD } from "../../geodata/small-city.ts";
import { testDatabase } from "../../geodata/test-database.ts";
import { connectDevice, observationsOf, publish } from "../mqtt-device.ts";
import { quietLog } from "../quiet-log.ts";

const { database, owner } = await testDatabase();
await fillSmallCity(owner);
const bus = createLocalBus();
const batches: LiveBatch[] = [];
bus.subscribe((batch) => batches.push(batch));
const gateway = await openGateway({
  db: database,
  edge: { kind: "embedded", host: "127.0.0.1", port: 0 },
  bus,
  log: quietLog,
});
afterAll(() => gateway.close());
const port = gateway.mqttPort ?? 0;

const LEVEL = "441500-level-1";

test("a value is in the database when its PUBACK arrives", async () => {
  const client = await connectDevice(port, LEVEL);
  const t = Date.now();
  await publish(client, observationsOf(LEVEL), { t, values: { water_level: 1.25, water_temperature: 20 } });
  const rows = await database.raw(sql`select datastream_id, value_num from observations order by datastream_id`);
  expect(rows).toEqual([
    { datastream_id: 2, value_num: 1.25 },
    { datastream_id: 3, value_num: 20 },
  ]);
  await expect
    .poll(() => batches.at(-1)?.values)
    .toContainEqual({ datastream: 2, regionCode: "441502", reachCode: null, value: 1.25, observedAtMs: t });
  await client.endAsync();
});

test("a credential that is changed or revoked closes its device's connection, and no other", async () => {
  const [changed, other] = [await connectDevice(port, LEVEL), await connectDevice(port, CAMERA)];
  const closed = new Promise<void>((resolve) => changed.once("close", () => resolve()));
  await database.execute(sql`
    update device_credentials set password_hash = ${hashDevicePassword("another")} where username = ${LEVEL}`);
  database.ring("configuration");
  await closed;
  await expect(connectDevice(port, LEVEL)).rejects.toMatchObject({ code: 4 });
  const renewed = await connectDevice(port, LEVEL, { password: "another" });
  const revoked = new Promise<void>((resolve) => renewed.once("close", () => resolve()));
  await database.execute(sql`update device_credentials set enabled = false where username = ${LEVEL}`);
  database.ring("configuration");
  await revoked;
  await expect(connectDevice(port, LEVEL, { password: "another" })).rejects.toMatchObject({ code: 4 });
  expect(other.connected).toBe(true);
  await database.execute(sql`
    update device_credentials set enabled = true, password_hash = ${hashDevicePassword(PASSWORD)}
    where username = ${LEVEL}`);
  await database.execute(sql`delete from device_counters where device_id = ${LEVEL}`);
  await other.endAsync();
});

test("a wrong password is refused with 4 and counted", async () => {
  await expect(connectDevice(port, LEVEL, { password: "wrong" })).rejects.toMatchObject({ code: 4 });
  await expect
    .poll(() => database.raw(sql`select refused, last_refusal from device_counters where device_id = ${LEVEL}`))
    .toEqual([{ refused: 1, last_refusal: "sign-in: wrong password" }]);
});

test("a message on a foreign topic is acknowledged and dead-lettered, and no subscriber gets it", async () => {
  const victim = await connectDevice(port, "441500-rain-1");
  const receivedTopics: string[] = [];
  victim.on("message", (topic) => receivedTopics.push(topic));
  await victim.subscribeAsync("city/v1/things/441500-rain-1/commands", { qos: 1 });
  const client = await connectDevice(port, LEVEL);
  await publish(client, "city/v1/things/441500-rain-1/commands", "open the gate", { retain: true });
  const rows = await database.raw(sql`select device_id, reason from dead_letters where reason = 'foreign-topic'`);
  expect(rows).toEqual([{ device_id: LEVEL, reason: "foreign-topic" }]);
  expect(receivedTopics).toEqual([]);
  await Promise.all([victim.endAsync(), client.endAsync()]);
});

test("a detection becomes a row and an entry of the change log", async () => {
  const client = await connectDevice(port, CAMERA);
  const sent = await sharp({ create: { width: 8, height: 4, channels: 3, background: "red" } })
    .withExif({ IFD0: { Artist: "SECRET" } })
    .jpeg()
    .toBuffer();
  const snapshot = sent.toString("base64");
  const message = { id: "d1", t: Date.now(), class: "0101", confidence: 0.7, snapshot };
  await publish(client, `city/v1/cameras/${CAMERA}/detections`, message);
  const rows = await database.raw(sql`select fate, snapshot_sha256 is not null as pictured from detections`);
  expect(rows).toEqual([{ fate: "review", pictured: true }]);
  const [picture] = await database.raw(sql`select bytes from snapshots`);
  const bytes = Buffer.from(picture?.["bytes"] as Uint8Array);
  expect(bytes.includes("SECRET")).toBe(false);
  expect(await sharp(bytes).metadata()).toMatchObject({ format: "jpeg", width: 8, height: 4 });
  const log = await database.raw(sql`select kind, object_id from change_log`);
  expect(log).toEqual([{ kind: "detection", object_id: `${CAMERA}/d1` }]);
  await client.endAsync();
});

test("100 kB is dead-lettered; 5 MB closes the connection unread and is counted; other devices are not affected", async () => {
  const other = await connectDevice(port, "441500-rain-1");
  const client = await connectDevice(port, LEVEL);
  await publish(client, observationsOf(LEVEL), Buffer.alloc(100_000, "x"));
  expect(await database.raw(sql`select size_bytes as size from dead_letters where reason = 'too-large'`)).toEqual([
    { size: 100_000 },
  ]);
  const closed = new Promise<void>((resolve) => client.once("close", () => resolve()));
  client.publish(observationsOf(LEVEL), Buffer.alloc(5_000_000, "x"), { qos: 1 });
  await closed;
  client.end(true);
  await expect
    .poll(() => database.raw(sql`select last_refusal from device_counters where device_id = ${LEVEL}`))
    .toEqual([
      { last_refusal: expect.stringMatching(/^too-large: expected packets of at most 1048576 bytes, got one of 5/) },
    ]);
  expect(other.connected).toBe(true);
  await publish(other, observationsOf("441500-rain-1"), { t: Date.now(), values: { rainfall: 1 } });
  await other.endAsync();
});

test("a last will is received when the connection breaks, and a subscription outside its own id is refused", async () => {
  const topic = `city/v1/things/${LEVEL}/status`;
  const client = await connectDevice(port, LEVEL, {
    will: { topic, payload: Buffer.from("offline"), qos: 1, retain: true },
  });
  await publish(client, topic, "online", { retain: true });
  const status = async () => (await database.raw(sql`select status from things where id = ${LEVEL}`))[0]?.["status"];
  expect(await status()).toBe("online");
  await expect(client.subscribeAsync("city/v1/things/#", { qos: 1 })).rejects.toThrow();
  client.stream.destroy();
  await expect.poll(status).toBe("offline");
  client.end(true);
});

test("a device cannot end another's connection by taking its client id", async () => {
  const first = await connectDevice(port, "441500-rain-1", { clientId: "the-same" });
  const second = await connectDevice(port, LEVEL, { clientId: "the-same" });
  await publish(first, observationsOf("441500-rain-1"), { t: Date.now() + 5, values: { rainfall: 2 } });
  expect(first.connected && second.connected).toBe(true);
  await Promise.all([first.endAsync(), second.endAsync()]);
});

test("no filter reaches beyond a device's own id, however it is written", async () => {
  const client = await connectDevice(port, LEVEL);
  const RAIN = "city/v1/things/441500-rain-1";
  const filters = [
    "#",
    "+/#",
    "$SYS/#",
    "city/#",
    "city/v1/things/+/observations",
    `${RAIN}/commands`,
    "city/v1/+/+/status",
  ];
  const shared = [`$share/x/${RAIN}/observations`, "$share/x/#", "minqing/live", "minqing/#"];
  for (const filter of [...filters, ...shared, `city/v1/things/${LEVEL}`, `city/v1/things/${LEVEL}x/#`]) {
    const refused = await client.subscribeAsync(filter, { qos: 1 }).then(
      () => false,
      () => true,
    );
    expect([filter, refused]).toEqual([filter, true]);
  }
  await client.endAsync();
});

test("retained messages and last wills on another device's topic are dead letters, and no later subscriber gets them", async () => {
  const foreign = "city/v1/things/441500-rain-1/status";
  const letters = async () =>
    (await database.raw(sql`select count(*)::int as n from dead_letters where reason = 'foreign-topic'`))[0]?.["n"];
  const before = Number(await letters());
  const will = { topic: foreign, payload: Buffer.from("offline"), qos: 1 as const, retain: true };
  const client = await connectDevice(port, LEVEL, { will });
  await publish(client, foreign, "offline", { retain: true });
  await publish(client, "$SYS/minqing/clients", "0", { retain: true });
  client.stream.destroy();
  client.end(true);
  await expect.poll(letters, { timeout: 20_000 }).toBe(before + 3);
  const victim = await connectDevice(port, "441500-rain-1");
  const receivedTopics: string[] = [];
  victim.on("message", (topic) => receivedTopics.push(topic));
  await victim.subscribeAsync("city/v1/things/441500-rain-1/commands", { qos: 1 });
  await publish(victim, foreign, "online", { retain: true });
  expect(receivedTopics).toEqual([]);
  const [thing] = await database.raw(sql`select status from things where id = '441500-rain-1'`);
  expect(thing?.["status"]).toBe("online");
  await victim.endAsync();
});

test("the broker keeps nothing for a client that is gone", async () => {
  const own = `city/v1/things/${LEVEL}`;
  const options = { clientId: "gone", clean: false } as const;
  const first = await connectDevice(port, LEVEL, options);
  await first.subscribeAsync(`${own}/commands`, { qos: 1 });
  for (const filter of ["observations", "status", "#"])
    await expect(first.subscribeAsync(`${own}/${filter}`, { qos: 1 })).rejects.toThrow();
  first.stream.destroy();
  first.end(true);
  const sender = await connectDevice(port, LEVEL);
  for (let n = 0; n < 20; n++)
    await publish(sender, `${own}/observations`, Buffer.alloc(60_000, "x"), { retain: true });
  await publish(sender, `${own}/status`, "x".repeat(60_000), { retain: true });
  const again = await connectDevice(port, LEVEL, options);
  const received: string[] = [];
  again.on("message", (topic) => received.push(topic));
  await publish(again, `${own}/observations`, { t: Date.now(), values: { water_level: 1 } });
  expect(received).toEqual([]);
  await Promise.all([sender.endAsync(), again.endAsync()]);
});
