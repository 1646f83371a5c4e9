// Kills the ingest of the one-command mode (embedded database and broker).
import { join } from "node:path";
import type { Database } from "@minqing/geodata/database";
import { PgliteDatabase } from "@minqing/geodata/driver/pglite/pglite-database";
import { readMigrations } from "@minqing/geodata/migration/migration-files";
import { openDatabase } from "@minqing/geodata/open-database";
import { withScratch } from "../bench/scratch.ts";
import { preparedDump } from "../geodata/prepared-dump.ts";
import { fillSmallCity } from "../geodata/small-city.ts";
import { freePort } from "../services/free-port.ts";
import { type Program, startProgram } from "../services/program.ts";
import { DEVICES, firstInstant, killAtRandom } from "./kill-run.ts";
import type { LedgerRun } from "./ledger-check.ts";
import { checkLedger } from "./ledger-check.ts";
import { LedgerDevices } from "./ledger-devices.ts";

export const killAllInOne = (kills: number): Promise<LedgerRun> =>
  withScratch(async (dataDir) => {
    await makeDatabase(dataDir);
    const port = await freePort();
    const startMs = firstInstant();
    const start = () => startIngest(dataDir, port);
    let program = await start();
    const devices = new LedgerDevices(port, { devices: DEVICES, startMs });
    try {
      await killAtRandom(devices, kills, async () => {
        await program.kill9();
        program = await start();
      });
    } finally {
      devices.close();
      await program.stop();
    }
    const counts = await withDatabase(dataDir, (db) => checkLedger(db, startMs, devices.sent, devices.acked));
    return { what: "all-in-one", kills, counts, brokerLost: 0 };
  });

async function startIngest(dataDir: string, port: number): Promise<Program> {
  const program = await startProgram({
    script: "tests/chaos/embedded-ingest-process.ts",
    settings: { DATA_DIR: dataDir, MQTT_PORT: String(port) },
    logFile: join(dataDir, `ingest-${Date.now()}.log`),
  });
  await program.waitFor(/listens on/, 60_000);
  return program;
}

async function makeDatabase(dataDir: string): Promise<void> {
  const origin = await preparedDump(await readMigrations());
  const db = await PgliteDatabase.open({ folder: join(dataDir, "pglite"), origin });
  await fillSmallCity(db, { extraThings: DEVICES });
  await db.close();
}

async function withDatabase<T>(dataDir: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase({ dataDir });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}
