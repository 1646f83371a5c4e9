// A thief of the gateway's client id, behind Mosquitto as its written configuration sets it up: a device credential on the
// devices' listener, clean session, the gateway's own client id. The gateway stays connected and loses nothing.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "@minqing/geodata/sql";
import { writeMosquittoFiles } from "@minqing/iot-gateway/mosquitto/write-files";
import { openGateway } from "@minqing/iot-gateway/open-gateway";
import mqtt from "mqtt";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { fillSmallCity, PASSWORD } from "../../geodata/small-city.ts";
import { testDatabase } from "../../geodata/test-database.ts";
import { freePort } from "../../services/free-port.ts";
import { startMosquitto } from "../../services/mosquitto.ts";
import { connectDevice, observationsOf, publish } from "../mqtt-device.ts";
import { quietLog } from "../quiet-log.ts";

const RAIN = "441500-rain-1";
const LEVEL = "441500-level-1";
const credential = { username: "minqing-gateway", password: "the-gateway's-own" };

const { database, owner } = await testDatabase();
await fillSmallCity(owner);
const folder = mkdtempSync(join(tmpdir(), "minqing-thief-"));
await writeMosquittoFiles(database, folder, { MQTT_USERNAME: credential.username, MQTT_PASSWORD: credential.password });
const internalPort = await freePort();
const broker = await startMosquitto({
  configuration: readFileSync(join(folder, "minqing.conf"), "utf8")
    .replace("listener 8883", "listener PORT 127.0.0.1")
    .replace("listener 1884", `listener ${internalPort}`)
    .replaceAll(/^(ca|cert|key)file .*$/gm, ""),
});
const internal = { url: `mqtt://127.0.0.1:${internalPort}`, ...credential };
const open = () =>
  openGateway({
    db: database,
    edge: { kind: "external", ...internal },
    bus: { publish: () => undefined },
    log: quietLog,
    asOwner: (work) => work(owner),
  });
let gateway: Awaited<ReturnType<typeof open>> | null = null;
afterAll(async () => {
  await gateway?.close();
  await broker.stop();
  rmSync(folder, { recursive: true });
});

const stored = async (): Promise<unknown> =>
  (await database.raw(sql`select count(*)::int as n from observations where datastream_id = 1`))[0]?.["n"];
const clientIdOf = async (): Promise<string> =>
  (await database.one(sql`select client_id from broker_sessions`, z.object({ clientId: z.string() }))).clientId;

/** Connects with a device's credential under each id, clean, and leaves again. */
async function steal(...clientIds: string[]): Promise<void> {
  for (const clientId of clientIds) {
    const thief = await connectDevice(broker.port, LEVEL, { clientId, clean: true });
    await thief.endAsync();
  }
}

test("an upgrade reads the session under the old client id to its end", async () => {
  const old = await mqtt.connectAsync(internal.url, { ...credential, clientId: "minqing-gateway", clean: false });
  await old.subscribeAsync(observationsOf(RAIN), { qos: 1 });
  await old.endAsync();
  await database.execute(sql`insert into gateways (name, hearing_since, heard_until) values ('gateway', now(), now())`);
  const device = await connectDevice(broker.port, RAIN);
  await publish(device, observationsOf(RAIN), { t: Date.now(), values: { rainfall: 1 } });
  gateway = await open();
  await expect.poll(stored).toBe(1);
  const former = () => database.raw(sql`select former_client_id as id from broker_sessions`);
  await expect.poll(former, { timeout: 15_000 }).toEqual([{ id: null }]);
  await device.endAsync();
});

test("the gateway's client id is secret, and on the devices' listener it is worth nothing", async () => {
  const clientId = await clientIdOf();
  expect(clientId).toMatch(/^minqing-gateway-[0-9a-f]{32}$/);
  const device = await connectDevice(broker.port, RAIN);
  await steal("minqing-gateway", clientId);
  await publish(device, observationsOf(RAIN), { t: Date.now(), values: { rainfall: 2 } });
  await expect.poll(stored).toBe(2);
  await device.endAsync();
});

test("what waits in the gateway's session survives the thief", async () => {
  const clientId = await clientIdOf();
  await gateway?.close();
  const device = await connectDevice(broker.port, RAIN);
  for (let n = 1; n <= 20; n++)
    await publish(device, observationsOf(RAIN), { t: Date.now() + n, values: { rainfall: 3 } });
  await steal("minqing-gateway", clientId);
  await device.endAsync();
  gateway = await open();
  expect(await clientIdOf()).toBe(clientId);
  await expect.poll(stored).toBe(22);
});

test("a device takes over no other device's session either", async () => {
  const device = await connectDevice(broker.port, RAIN, { clientId: "rain" });
  await steal("rain", RAIN);
  await publish(device, observationsOf(RAIN), { t: Date.now() + 5_000, values: { rainfall: 4 } });
  expect(device.connected).toBe(true);
  await expect(connectDevice(internalPort, LEVEL, { password: `not ${PASSWORD}` })).rejects.toMatchObject({ code: 5 });
  await device.endAsync();
});
