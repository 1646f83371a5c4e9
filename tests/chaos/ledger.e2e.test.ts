// Promise 1 under SIGKILL of every process at random moments: acknowledged means stored, nothing is stored twice.
// LEDGER_KILLS sets how often each is killed, LEDGER_SEED repeats a run's moments.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@minqing/geodata/database";
import { migrate } from "@minqing/geodata/migrate";
import { readMigrations } from "@minqing/geodata/migration/migration-files";
import { openDatabase } from "@minqing/geodata/open-database";
import { PgDatabase } from "@minqing/geodata/pg-database";
import { PgliteDatabase } from "@minqing/geodata/pglite/pglite-database";
import { sql } from "@minqing/geodata/sql";
import { afterAll, expect, test } from "vitest";
import { preparedDump } from "../geodata/prepared-dump.ts";
import { fillSmallCity } from "../geodata/small-city.ts";
import { freePort } from "../services/free-port.ts";
import { type Mosquitto, startMosquitto } from "../services/mosquitto.ts";
import { type PostgresCluster, startPostgres } from "../services/postgres.ts";
import { type Program, startProgram } from "../services/program.ts";
import { KILLS, KillMoments } from "./kill-moments.ts";
import { checkLedger, type LedgerCounts, ledgerLine } from "./ledger-check.ts";
import { LedgerDevices } from "./ledger-devices.ts";
import { RecordingProxy } from "./recording-proxy.ts";

const DEVICES = 20;
/** An hour ago: the messages' instants go forward from here by a millisecond each. */
const START_MS = Date.now() - 3_600_000;
const SETTLE_MS = 60_000;
/** Acknowledgements that show that it flows. */
const FLOWING = 100;
const NO_PROGRESS_MS = 10_000;
const TIMEOUT_MS = 180_000 + KILLS * 60_000;

const folder = mkdtempSync(join(tmpdir(), "minqing-ledger-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Traffic runs throughout; `kill` kills and brings back. */
async function killAtRandom(devices: LedgerDevices, kill: () => Promise<void>): Promise<void> {
  const moments = new KillMoments();
  console.log(`ledger: seed ${moments.seed}`);
  devices.start();
  for (let i = 0; i < KILLS; i++) {
    // A kill before anything flows again would show nothing.
    await devices.acknowledgedMore(FLOWING, SETTLE_MS);
    await sleep(moments.next());
    await kill();
  }
  await sleep(moments.next());
  await devices.settle(SETTLE_MS);
}

const some = (keys: readonly string[]) => keys.slice(0, 10);

function expectExact({ lost, invented, doubled, ledgerGap }: LedgerCounts): void {
  const got = { lost: some(lost), invented: some(invented), doubled: some(doubled), ledgerGap };
  expect(got).toEqual({ lost: [], invented: [], doubled: [], ledgerGap: 0 });
}

function expectPromise(counts: LedgerCounts): void {
  expectExact(counts);
  expect(counts.acked).toBe(counts.sent);
  expect(counts.acked).toBeGreaterThan(KILLS * FLOWING);
}

test("the all-in-one process is killed", { timeout: TIMEOUT_MS }, async () => {
  const dataDir = join(folder, "embedded");
  await makeEmbedded(dataDir);
  const port = await freePort();
  const start = async (): Promise<Program> => {
    const program = await startProgram({
      script: "tests/chaos/embedded-ingest-process.ts",
      settings: { DATA_DIR: dataDir, MQTT_PORT: String(port) },
      logFile: join(folder, `embedded-${Date.now()}.log`),
    });
    await program.waitFor(/hears on/, 60_000);
    return program;
  };
  let program = await start();
  const devices = new LedgerDevices(port, { devices: DEVICES, startMs: START_MS });
  try {
    await killAtRandom(devices, async () => {
      await program.kill9();
      program = await start();
    });
  } finally {
    devices.close();
    await program.stop();
  }
  await withDatabase(dataDir, async (db) => {
    const counts = await checkLedger(db, START_MS, devices.sent, devices.acked);
    console.log(ledgerLine("all-in-one", KILLS, counts));
    expectPromise(counts);
  });
});

async function makeEmbedded(dataDir: string): Promise<void> {
  const dump = await preparedDump(await readMigrations());
  const db = await PgliteDatabase.open({ folder: join(dataDir, "pglite"), dump });
  await fillSmallCity(db, { extraThings: DEVICES });
  await db.close();
}

async function withDatabase(dataDir: string, work: (db: Database) => Promise<void>): Promise<void> {
  const db = await openDatabase({ dataDir });
  try {
    await work(db);
  } finally {
    await db.close();
  }
}

interface Stack {
  cluster: PostgresCluster;
  broker: Mosquitto;
  proxy: RecordingProxy;
  db: Database;
  startGateway(): Promise<Program>;
  stop(): Promise<void>;
}

/** PostgreSQL (durable), Mosquitto (persistent) and what a gateway process needs to stand between them. */
async function startStack(name: string): Promise<Stack> {
  const cluster = await startPostgres();
  const broker = await startMosquitto({ persistence: true });
  const proxy = new RecordingProxy(broker.port);
  const proxyPort = await proxy.listen();
  const db = new PgDatabase({ url: cluster.url });
  await migrate(db);
  await fillSmallCity(db, { extraThings: DEVICES });
  let started = 0;
  return {
    cluster,
    broker,
    proxy,
    db,
    startGateway: async () => {
      const program = await startProgram({
        script: "iot-gateway/src/main.ts",
        settings: { DATABASE_URL: cluster.url, MQTT_URL: `mqtt://127.0.0.1:${proxyPort}`, DATA_DIR: folder },
        logFile: join(folder, `${name}-${++started}.log`),
      });
      await program.waitFor(/the gateway hears/, 60_000);
      return program;
    },
    stop: async () => {
      await db.close();
      await proxy.close();
      await broker.stop();
      await cluster.stop();
    },
  };
}

/** The broker still holds messages for the gateway: until all have passed, or none has for a while (they are lost). */
async function drained({ db }: Stack, expected: number): Promise<void> {
  let before = -1;
  let changedAt = Date.now();
  while (Date.now() - changedAt < NO_PROGRESS_MS) {
    const [row] = await db.raw(
      sql`select (select count(*) from observations) + (select count(*) from dead_letters) as done`,
    );
    const done = Number(row?.["done"]);
    if (done >= expected) return;
    if (done !== before) changedAt = Date.now();
    before = done;
    await sleep(200);
  }
}

test("the gateway is killed behind Mosquitto", { timeout: TIMEOUT_MS }, async () => {
  const stack = await startStack("gateway");
  let gateway = await stack.startGateway();
  const devices = new LedgerDevices(stack.broker.port, { devices: DEVICES, startMs: START_MS });
  try {
    await killAtRandom(devices, async () => {
      await gateway.kill9();
      gateway = await stack.startGateway();
    });
    await drained(stack, devices.sent.size);
    const counts = await checkLedger(stack.db, START_MS, devices.sent, devices.acked);
    console.log(ledgerLine("gateway", KILLS, counts));
    expectPromise(counts);
  } finally {
    devices.close();
    await gateway.stop();
    await stack.stop();
  }
});

test("PostgreSQL is killed", { timeout: TIMEOUT_MS }, async () => {
  const stack = await startStack("postgres");
  const gateway = await stack.startGateway();
  const devices = new LedgerDevices(stack.broker.port, { devices: DEVICES, startMs: START_MS });
  try {
    await killAtRandom(devices, async () => {
      await stack.cluster.kill9();
      await sleep(300);
      await stack.cluster.restart();
    });
    await drained(stack, devices.sent.size);
    const counts = await checkLedger(stack.db, START_MS, devices.sent, devices.acked);
    console.log(ledgerLine("PostgreSQL", KILLS, counts));
    expectPromise(counts);
  } finally {
    devices.close();
    await gateway.stop();
    await stack.stop();
  }
});

test("Mosquitto is killed: what the gateway acknowledged is stored, what the broker lost is printed", {
  timeout: TIMEOUT_MS,
}, async () => {
  const stack = await startStack("mosquitto");
  const gateway = await stack.startGateway();
  const devices = new LedgerDevices(stack.broker.port, { devices: DEVICES, startMs: START_MS });
  try {
    await killAtRandom(devices, async () => {
      await stack.broker.kill9();
      await sleep(200);
      await stack.broker.restart();
    });
    await drained(stack, devices.sent.size);
    const ours = new Set(stack.proxy.acknowledged);
    const counts = await checkLedger(stack.db, START_MS, devices.sent, ours);
    const theirs = await checkLedger(stack.db, START_MS, devices.sent, devices.acked);
    console.log(ledgerLine("Mosquitto, acknowledged by the gateway", KILLS, counts));
    console.log(`ledger Mosquitto: ${theirs.lost.length} of ${theirs.acked} acknowledged by the broker and lost by it`);
    expectExact(counts);
    expect(ours.size).toBeGreaterThan(KILLS * FLOWING);
  } finally {
    devices.close();
    await gateway.stop();
    await stack.stop();
  }
});
