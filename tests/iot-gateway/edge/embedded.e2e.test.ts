// The embedded broker with real clients and the embedded database: PUBACK means stored, and every refusal has a reason.

import type { LiveBatch } from "@minqing/core/live/bus";
import { createLocalBus } from "@minqing/core/live/local-bus";
import { sql } from "@minqing/geodata/sql";
import { openGateway } from "@minqing/iot-gateway/open-gateway";
import { afterAll, expect, test } from "vitest";
import { CAMERA, fillSmallCity } from "../../geodata/small-city.ts";
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
    .toContainEqual({ datastream: 2, regionCode: "441502", value: 1.25, observedAtMs: t });
  await client.endAsync();
});

test("a wrong password is refused with 4 and counted", async () => {
  await expect(connectDevice(port, LEVEL, { password: "wrong" })).rejects.toMatchObject({ code: 4 });
  await expect
    .poll(() => database.raw(sql`select refused, last_refusal from device_counters where device_id = ${LEVEL}`))
    .toEqual([{ refused: 1, last_refusal: "sign-in: wrong password" }]);
});

test("a foreign topic is acknowledged, dead-lettered, and reaches nobody", async () => {
  const victim = await connectDevice(port, "441500-rain-1");
  const heard: string[] = [];
  victim.on("message", (topic) => heard.push(topic));
  await victim.subscribeAsync("city/v1/things/441500-rain-1/commands", { qos: 1 });
  const client = await connectDevice(port, LEVEL);
  await publish(client, "city/v1/things/441500-rain-1/commands", "open the gate", { retain: true });
  const rows = await database.raw(sql`select device_id, reason from dead_letters where reason = 'foreign-topic'`);
  expect(rows).toEqual([{ device_id: LEVEL, reason: "foreign-topic" }]);
  expect(heard).toEqual([]);
  await Promise.all([victim.endAsync(), client.endAsync()]);
});

test("a detection becomes a row and an entry of the change log", async () => {
  const client = await connectDevice(port, CAMERA);
  const message = { id: "d1", t: Date.now(), class: "0101", confidence: 0.7, snapshot: "/9j/4AAQ" };
  await publish(client, `city/v1/cameras/${CAMERA}/detections`, message);
  const rows = await database.raw(sql`select fate, snapshot_sha256 is not null as pictured from detections`);
  expect(rows).toEqual([{ fate: "review", pictured: true }]);
  const log = await database.raw(sql`select kind, object_id from change_log`);
  expect(log).toEqual([{ kind: "detection", object_id: `${CAMERA}/d1` }]);
  await client.endAsync();
});
