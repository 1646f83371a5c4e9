// A bad day against both ways to run: the ledger explains every message, the gateway never restarts or stalls, a sound device is
// not disturbed, and nothing that was judged or stored changes under it.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLocalBus } from "@minqing/core/live/local-bus";
import type { Database } from "@minqing/geodata/database";
import { PgliteDatabase } from "@minqing/geodata/driver/pglite/pglite-database";
import { readMigrations } from "@minqing/geodata/migration/migration-files";
import { sql } from "@minqing/geodata/sql";
import { writeMosquittoFiles } from "@minqing/iot-gateway/mosquitto/write-files";
import { type Gateway, openGateway } from "@minqing/iot-gateway/open-gateway";
import { afterAll, test } from "vitest";
import { z } from "zod";
import { preparedDump } from "../geodata/prepared-dump.ts";
import { CAMERA, fillSmallCity } from "../geodata/small-city.ts";
import { testDatabase } from "../geodata/test-database.ts";
import { connectDevice, observationsOf, publish } from "../iot-gateway/mqtt-device.ts";
import { quietLog } from "../iot-gateway/quiet-log.ts";
import { freePort } from "../services/free-port.ts";
import { startMosquitto } from "../services/mosquitto.ts";
import { times } from "../services/night.ts";
import { runBadDay } from "./bad-day.ts";

const LASTS_MS = times(30_000, 600_000);
const SOUND = "load-1";

const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

interface City {
  db: Database;
  owner: Database;
  port: number;
  gateway: Gateway;
}

async function embeddedCity(): Promise<City> {
  const db = await PgliteDatabase.open({ folder: null, origin: await preparedDump(await readMigrations()) });
  await fillSmallCity(db, { extraThings: 1 });
  const edge = { kind: "embedded", host: "127.0.0.1", port: 0 } as const;
  const gateway = await openGateway({ db, edge, bus: createLocalBus(), log: quietLog });
  closing.push(
    () => db.close(),
    () => gateway.close(),
  );
  return { db, owner: db, gateway, port: gateway.mqttPort ?? 0 };
}

async function externalCity(): Promise<City> {
  const { database, owner } = await testDatabase();
  await fillSmallCity(owner, { extraThings: 1 });
  const credential = { username: "minqing-gateway", password: "the-gateway's-own" };
  const folder = mkdtempSync(join(tmpdir(), "minqing-bad-day-"));
  const { username: MQTT_USERNAME, password: MQTT_PASSWORD } = credential;
  await writeMosquittoFiles(database, folder, { MQTT_USERNAME, MQTT_PASSWORD });
  const internalPort = await freePort();
  const broker = await startMosquitto({
    configuration: readFileSync(join(folder, "minqing.conf"), "utf8")
      .replace("listener 8883", "listener PORT 127.0.0.1")
      .replace("listener 1884", `listener ${internalPort}`)
      .replaceAll(/^(ca|cert|key)file .*$/gm, ""),
  });
  const gateway = await openGateway({
    db: database,
    edge: { kind: "external", url: `mqtt://127.0.0.1:${internalPort}`, ...credential },
    bus: createLocalBus(),
    log: quietLog,
    asOwner: (work) => work(owner),
  });
  closing.push(
    () => rmSync(folder, { recursive: true }),
    () => broker.stop(),
    () => gateway.close(),
  );
  return { db: database, owner, gateway, port: broker.port };
}

const Counter = z.object({
  deviceId: z.string(),
  received: z.number(),
  explained: z.number(),
  clockFaults: z.number(),
});

const countersOf = (db: Database) =>
  db.query(
    sql`
      select device_id, received::int, (stored + duplicate + late + dead_lettered)::int as explained,
        clock_faults::int from device_counters`,
    Counter,
  );

/** A sound device beside it all: every value of it is stored, at its time. */
async function soundDevice(port: number, ms: number): Promise<number> {
  const client = await connectDevice(port, SOUND);
  const endsAtMs = performance.now() + ms;
  let sent = 0;
  while (performance.now() < endsAtMs) {
    await publish(client, observationsOf(SOUND), { t: Date.now(), values: { rainfall: sent % 40 } });
    sent += 1;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  await client.endAsync();
  return sent;
}

// Side by side: each mostly waits.
test.concurrent.for<[string, () => Promise<City>]>([
  ["embedded broker and database", embeddedCity],
  ["Mosquitto and PostgreSQL", externalCity],
])(
  "%s: the ledger explains every message, and a sound device loses nothing",
  { timeout: 2 * LASTS_MS + 120_000 },
  async ([, openCity], { expect }) => {
    const { db, owner, port, gateway } = await openCity();
    const seed = Math.trunc(Math.random() * 1e9);
    console.log(`bad day: seed ${seed}`);
    const secret = await db.raw(sql`select client_id from broker_sessions`);
    const clientIds = ["minqing-gateway", "rain", ...secret.map((row) => String(row["client_id"]))];
    const [day, sound] = await Promise.all([runBadDay(port, clientIds, LASTS_MS, seed), soundDevice(port, LASTS_MS)]);
    const devices = [...day.acknowledged.keys()];
    expect(day.connections).toBeGreaterThan(10);
    // Mosquitto acknowledges before the gateway has stored: wait until the counts stand.
    const counted = async () => new Map((await countersOf(db)).map((row) => [row.deviceId, row]));
    for (const device of devices) {
      const sent = day.acknowledged.get(device) ?? 0;
      expect(sent).toBeGreaterThan(100);
      await expect
        .poll(async () => (await counted()).get(device)?.received ?? 0, { timeout: 30_000 })
        .toBeGreaterThanOrEqual(sent);
    }
    for (const { deviceId, received, explained } of (await counted()).values()) {
      expect({ deviceId, explained }).toEqual({ deviceId, explained: received });
    }
    const faults = [...(await counted()).values()].map(({ clockFaults }) => clockFaults);
    expect(Math.max(...faults)).toBeGreaterThan(0);
    const soundStored = async () =>
      (
        await db.one(
          sql`select count(*)::int as n from observations o join datastreams s on s.id = o.datastream_id
          where s.thing_id = ${SOUND}`,
          z.object({ n: z.number() }),
        )
      ).n;
    await expect.poll(soundStored, { timeout: 30_000 }).toBe(sound);
    expect(gateway.isLeading).toBe(true);
    // No letter shows a statement, and no latest value lies in the future.
    const letters = await db.raw(sql`select detail from dead_letters where reason = 'refused-by-database'`);
    expect(letters).toEqual([]);
    const ahead = await db.raw(
      sql`select datastream_id from latest_values where observed_at > now() + interval '1 second'`,
    );
    expect(ahead).toEqual([]);
    const judged = await owner.raw(sql`select count(*)::int as n from detections where camera_id = ${CAMERA}`);
    expect(Number(judged[0]?.["n"])).toBeGreaterThan(0);
  },
);
