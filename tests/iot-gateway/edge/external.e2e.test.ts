// The gateway behind Mosquitto, with the files it writes itself: stored before acknowledged, rights enforced by the broker,
// one gateway at a time.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { decodeLiveBatch, LIVE_TOPIC } from "@minqing/core/live/bus-codec";
import { sql } from "@minqing/geodata/sql";
import { MqttBusPublisher } from "@minqing/iot-gateway/bus-mqtt";
import { writeMosquittoFiles } from "@minqing/iot-gateway/mosquitto/write-files";
import { type Gateway, openGateway } from "@minqing/iot-gateway/open-gateway";
import mqtt from "mqtt";
import { afterAll, expect, test } from "vitest";
import { fillSmallCity, PASSWORD } from "../../geodata/small-city.ts";
import { testDatabase } from "../../geodata/test-database.ts";
import { startMosquitto } from "../../services/mosquitto.ts";
import { connectDevice, observationsOf, publish } from "../mqtt-device.ts";
import { quietLog } from "../quiet-log.ts";

const RAIN = "441500-rain-1";
const LEVEL = "441500-level-1";
const credential = { username: "minqing-gateway", password: "the-gateway's-own" };

const { database, owner } = await testDatabase();
await fillSmallCity(owner);
const folder = mkdtempSync(join(tmpdir(), "minqing-files-"));
await writeMosquittoFiles(database, folder, { MQTT_USERNAME: credential.username, MQTT_PASSWORD: credential.password });
const broker = await startMosquitto({ passwordFile: join(folder, "passwords"), aclFile: join(folder, "acl") });
const bus = new MqttBusPublisher({ url: broker.url, ...credential }, quietLog);
const open = () =>
  openGateway({
    db: database,
    edge: { kind: "external", url: broker.url, ...credential },
    bus,
    log: quietLog,
    asOwner: (work) => work(owner),
  });
const gateways: Gateway[] = [await open()];
afterAll(async () => {
  for (const gateway of gateways) await gateway.close();
  await bus.close();
  await broker.stop();
  rmSync(folder, { recursive: true });
});

const stored = async (): Promise<number> => {
  const [row] = await database.raw(sql`select count(*)::int as count from observations`);
  return Number(row?.["count"]);
};

test("a device's values pass Mosquitto and are stored, and screens get them over the broker", async () => {
  const screen = await mqtt.connectAsync(broker.url, credential);
  const payloads: string[] = [];
  screen.on("message", (_, payload) => payloads.push(payload.toString()));
  await screen.subscribeAsync(LIVE_TOPIC);
  const client = await connectDevice(broker.port, LEVEL);
  const t = Date.now();
  await publish(client, observationsOf(LEVEL), { t, values: { water_level: 1.5 } });
  await expect.poll(stored).toBe(1);
  await expect
    .poll(() => payloads.flatMap((text) => decodeLiveBatch(text).values))
    .toContainEqual({ datastream: 2, regionCode: "441502", reachCode: null, value: 1.5, observedAtMs: t });
  await Promise.all([client.endAsync(), screen.endAsync()]);
});

test("a device may not publish for another, read another's commands, or subscribe to the live screens' topic", async () => {
  const before = await stored();
  const client = await connectDevice(broker.port, LEVEL, { protocolVersion: 5 });
  const refused = publish(client, observationsOf(RAIN), { t: Date.now(), values: { rainfall: 1 } });
  await expect(refused).rejects.toMatchObject({ code: 135 });
  // Mosquitto accepts the subscriptions but does not deliver the messages.
  const receivedTopics: string[] = [];
  client.on("message", (topic) => receivedTopics.push(topic));
  const own = `city/v1/things/${LEVEL}/commands`;
  await client.subscribeAsync([`city/v1/things/${RAIN}/commands`, LIVE_TOPIC, "city/v1/#", own], { qos: 1 });
  const sender = await mqtt.connectAsync(broker.url, credential);
  await sender.publishAsync(`city/v1/things/${RAIN}/commands`, "not yours", { qos: 1 });
  await sender.publishAsync(own, "yours", { qos: 1 });
  await expect.poll(() => new Set(receivedTopics)).toEqual(new Set([own]));
  await sender.endAsync();
  await client.endAsync();
  await expect(connectDevice(broker.port, LEVEL, { password: `not ${PASSWORD}` })).rejects.toMatchObject({ code: 5 });
  expect(await stored()).toBe(before);
});

test("while the database cannot write nothing is acknowledged, and nothing is lost", async () => {
  const before = await stored();
  const client = await connectDevice(broker.port, RAIN);
  const { promise: untilReleased, resolve: release } = Promise.withResolvers<void>();
  const { promise: locked, resolve: isLocked } = Promise.withResolvers<void>();
  const blocking = owner.transaction(async (tx) => {
    await tx.execute(sql`lock table device_counters in access exclusive mode`);
    isLocked();
    await untilReleased;
  });
  await locked;
  const now = Date.now();
  for (let i = 0; i < 50; i++) await publish(client, observationsOf(RAIN), { t: now + i, values: { rainfall: i } });
  await sleep(500);
  expect(await stored()).toBe(before);
  release();
  await blocking;
  await expect.poll(stored).toBe(before + 50);
  await client.endAsync();
});

test("a second gateway waits, takes over when the first ends, and misses nothing", async () => {
  const before = await stored();
  const second = await open();
  gateways.push(second);
  expect(second.isLeading).toBe(false);
  const client = await connectDevice(broker.port, RAIN);
  const now = Date.now() + 1_000;
  const send = async (i: number) => publish(client, observationsOf(RAIN), { t: now + i, values: { rainfall: 1 } });
  for (let i = 0; i < 100; i++) await send(i);
  await gateways.shift()?.close();
  for (let i = 100; i < 200; i++) await send(i);
  await expect.poll(() => second.isLeading, { timeout: 10_000 }).toBe(true);
  await expect.poll(stored, { timeout: 10_000 }).toBe(before + 200);
  await client.endAsync();
});

test("after an outage of the broker the gateway reconnects by itself", async () => {
  const before = await stored();
  await broker.restart();
  await expect
    .poll(
      async () => {
        const client = await connectDevice(broker.port, LEVEL).catch(() => null);
        if (client === null) return false;
        await publish(client, observationsOf(LEVEL), { t: Date.now(), values: { water_temperature: 20 } });
        await client.endAsync();
        return (await stored()) > before;
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe(true);
});
