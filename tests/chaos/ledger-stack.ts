// PostgreSQL (durable), Mosquitto (persistent), the gateway as a process, and devices; each process can be killed alone.
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@minqing/geodata/database";
import { PgDatabase } from "@minqing/geodata/driver/pg/pg-database";
import { migrate } from "@minqing/geodata/migration/migrate";
import { sql } from "@minqing/geodata/sql";
import { withScratch } from "../bench/scratch.ts";
import { fillSmallCity } from "../geodata/small-city.ts";
import { type Mosquitto, startMosquitto } from "../services/mosquitto.ts";
import { type PostgresCluster, startPostgres } from "../services/postgres.ts";
import { type Program, startProgram } from "../services/program.ts";
import { DEVICES, firstInstant } from "./kill-run.ts";
import { LedgerDevices } from "./ledger-devices.ts";
import { RecordingProxy } from "./recording-proxy.ts";

export interface LedgerStack {
  readonly cluster: PostgresCluster;
  readonly broker: Mosquitto;
  /** Between broker and gateway; records what the gateway acknowledged. */
  readonly proxy: RecordingProxy;
  readonly db: Database;
  readonly devices: LedgerDevices;
  readonly startMs: number;
  /** Kills the gateway and starts another. */
  replaceGateway(): Promise<void>;
}

const NO_PROGRESS_MS = 10_000;

export const withStack = <T>(work: (stack: LedgerStack) => Promise<T>): Promise<T> =>
  withScratch(async (folder) => {
    const cluster = await startPostgres();
    const broker = await startMosquitto({ persistence: true });
    const proxy = new RecordingProxy(broker.port);
    const proxyUrl = `mqtt://127.0.0.1:${await proxy.listen()}`;
    const db = new PgDatabase({ url: cluster.url });
    await migrate(db);
    await fillSmallCity(db, { extraThings: DEVICES });
    const startMs = firstInstant();
    const start = () => startGateway(folder, { DATABASE_URL: cluster.url, MQTT_URL: proxyUrl, DATA_DIR: folder });
    let gateway = await start();
    const devices = new LedgerDevices(broker.port, { devices: DEVICES, startMs });
    const replaceGateway = async () => {
      await gateway.kill9();
      gateway = await start();
    };
    try {
      return await work({ cluster, broker, proxy, db, devices, startMs, replaceGateway });
    } finally {
      devices.close();
      await gateway.stop();
      await db.close();
      await proxy.close();
      await broker.stop();
      await cluster.stop();
    }
  });

async function startGateway(folder: string, settings: Record<string, string>): Promise<Program> {
  const logFile = join(folder, `gateway-${Date.now()}.log`);
  const program = await startProgram({ script: "iot-gateway/src/main.ts", settings, logFile });
  await program.waitFor(/the gateway receives messages/, 60_000);
  return program;
}

/** Waits until the gateway has got all messages from the broker, or none for a while (the rest is lost). */
export async function waitUntilDrained({ db, devices }: LedgerStack): Promise<void> {
  let before = -1;
  let changedAt = Date.now();
  while (Date.now() - changedAt < NO_PROGRESS_MS) {
    const [row] = await db.raw(sql`
      select (select count(*) from observations)
        + (select count(*) from (select distinct device_id, payload_sha256 from dead_letters) letter) as done`);
    const done = Number(row?.["done"]);
    if (done >= devices.sent.size) return;
    if (done !== before) changedAt = Date.now();
    before = done;
    await sleep(200);
  }
}
