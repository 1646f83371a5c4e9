// A device with a spare credential sends good and bad messages: a good observation is stored at its acknowledgement, each bad
// one ends as in the contract with a reason that can be read over HTTP, and other devices are not affected.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DemoDevice } from "@minqing/core/access/demo";
import { DeadLetterView, DeviceLedger } from "@minqing/core/device/ledger";
import { ThingView } from "@minqing/core/thing/thing";
import type { CityClient } from "@minqing/sims/http/city-client";
import mqtt, { type MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type DemoProgram, startDemo } from "../services/demo-program.ts";
import { DemoSeats } from "./demo-seats.ts";
import { publishOnce, spareDevice } from "./publish.ts";

const folder = await mkdtemp(join(tmpdir(), "minqing-fates-"));
let demo: DemoProgram;
let gauge: DemoDevice;
let leader: CityClient;
let otherDevice: MqttClient;
let otherDeviceClosings = 0;

beforeAll(async () => {
  const dataDir = join(folder, "data");
  demo = await startDemo(dataDir, { CITY_SCALE: "0.02" });
  const devices = await demo.devices();
  gauge = spareDevice(devices, "river_level");
  leader = (await DemoSeats.at(demo.url, dataDir)).client("leader");
  const { username, password } = spareDevice(devices, "rain_gauge");
  otherDevice = await mqtt.connectAsync(`mqtt://127.0.0.1:${demo.mqttPort}`, {
    username,
    password,
    reconnectPeriod: 0,
  });
  otherDevice.on("close", () => otherDeviceClosings++);
}, 300_000);

afterAll(async () => {
  const closedBefore = otherDeviceClosings;
  await otherDevice?.endAsync();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
  expect(closedBefore, "expected the other device to stay connected").toBe(0);
});

const topic = () => `city/v1/things/${gauge.username}/observations`;
const connect = (device: DemoDevice) =>
  mqtt.connectAsync(`mqtt://127.0.0.1:${demo.mqttPort}`, {
    username: device.username,
    password: device.password,
    reconnectPeriod: 0,
  });

async function letters(): Promise<DeadLetterView[]> {
  const page = await leader.get(
    `/api/dead-letters?deviceId=${gauge.username}&limit=500`,
    z.object({ items: z.array(DeadLetterView) }),
  );
  return page.items;
}

const ledger = () => leader.get(`/api/devices/${gauge.username}/ledger`, DeviceLedger);

/** Publishes a payload; returns its dead letter. */
async function letterFor(payload: Buffer | string): Promise<DeadLetterView | undefined> {
  const before = (await letters())[0]?.id;
  await publishOnce(demo.mqttPort, gauge, Buffer.from(payload));
  const [newest] = await letters();
  return newest?.id === before ? undefined : newest;
}

test("a good observation is in the API when its acknowledgement arrives", async () => {
  const at = Date.now();
  await publishOnce(demo.mqttPort, gauge, { t: at, values: { water_level: 1.25 } });
  const thing = await leader.get(`/api/things/${gauge.username}`, ThingView);
  const stream = thing.datastreams.find(({ observedProperty }) => observedProperty === "water_level");
  expect(stream?.latest).toEqual({ value: 1.25, observedAt: new Date(at).toISOString() });
});

describe("a message that cannot be used is acknowledged and has its reason", () => {
  const at = Date.now();
  const observation = (values: string, rest = "") => `{"t":${at},"values":${values}${rest}}`;
  const cases: [name: string, payload: () => string, reason: RegExp][] = [
    ["broken JSON", () => '{"t":1,', /^bad-json$/],
    ["1e999", () => observation('{"water_level":1e999}'), /^(not-a-number|bad-shape|out-of-range)$/],
    ["a number as text", () => observation('{"water_level":"3.2"}'), /^not-a-number$/],
    ["an unknown property", () => observation('{"colour":1}'), /^unknown-property$/],
    ["null island", () => observation('{"water_level":1}', ',"position":[0,0]'), /^outside-envelope$/],
    ["another continent", () => observation('{"water_level":1}', ',"position":[2.35,48.85]'), /^outside-envelope$/],
    ["100 kB", () => observation(`{"water_level":"${"9".repeat(100_000)}"}`), /^too-large$/],
  ];
  test.each(cases)("%s", async (_, payload, reason) => {
    const letter = await letterFor(payload());
    expect(letter?.reason).toMatch(reason);
    expect(letter?.detail).toMatch(/expected/i);
  });
});

test("a wrong password is refused and counted for the device", async () => {
  const before = (await ledger()).refused;
  await expect(connect({ ...gauge, password: "wrong" })).rejects.toThrow(/not authorized|bad user/i);
  await expect.poll(async () => (await ledger()).refused, { timeout: 15_000 }).toBe(before + 1);
  expect((await ledger()).lastRefusal).toMatch(/password/);
});

test("a message on a foreign topic becomes a dead letter", async () => {
  const client = await connect(gauge);
  const foreign = `city/v1/things/${otherDevice.options.username}/observations`;
  await client.publishAsync(foreign, `{"t":${Date.now()},"values":{"rainfall":5}}`, { qos: 1 });
  await client.endAsync();
  const [letter] = await letters();
  expect(letter).toMatchObject({ reason: "foreign-topic", topic: foreign });
});

test("a payload of 5 MB closes the connection unread and is counted", async () => {
  const before = (await ledger()).refused;
  const client = await connect(gauge);
  const cut = new Promise<void>((resolve) => client.once("close", () => resolve()));
  client.on("error", () => undefined); // The broker closes the connection, as tested.
  client.publish(topic(), Buffer.alloc(5_000_000, 32), { qos: 1 });
  await cut;
  await client.endAsync(true);
  await expect.poll(async () => (await ledger()).refused, { timeout: 15_000 }).toBe(before + 1);
  expect((await ledger()).lastRefusal).toMatch(/too-large/);
});

test("the ledger adds up: every message received ended in exactly one place", async () => {
  const { received, stored, late, duplicate, deadLettered } = await ledger();
  expect(stored + late + duplicate + deadLettered).toBe(received);
  expect(received).toBeGreaterThan(8);
});
