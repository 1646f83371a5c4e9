// Messages a second that are acknowledged after COMMIT: Mosquitto → gateway process → PostgreSQL, 3 values each, and the
// bare rate of the same broker, generator and minute beside it.
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@minqing/geodata/database";
import { openDatabase } from "@minqing/geodata/open-database";
import { startMosquitto } from "../services/mosquitto.ts";
import { bareRate, CREDIT_WINDOW } from "./bare-rate.ts";
import type { Bench, Figure } from "./bench.ts";
import { type CityDatabase, startCityDatabase } from "./city-database.ts";
import { hearingGateways, ingestCounts } from "./ingest-counts.ts";
import { Load } from "./load.ts";
import { concentratorPlan, devicePlan, PUBLISHERS } from "./load-devices.ts";
import type { LoadPlan } from "./load-plan.ts";
import { type Program, startProgram } from "./program.ts";
import { withScratch } from "./scratch.ts";
import { median } from "./statistics.ts";

const BARE_SECONDS = 10;
const WARM_UP_MS = 5_000;
/** How often the ledger is asked; each answer lets the generator send as many more as were taken. */
const POLL_MS = 100;
const DRAIN_MS = 1_000;

export const INGEST_PG_BENCH: Bench = {
  about: "QoS 1 messages/s into PostgreSQL behind Mosquitto, PUBACK after COMMIT, 3 values each, 8 publishers",
  run: ({ seconds }) =>
    withScratch(async (folder) => {
      const broker = await startMosquitto({ maxInflight: 10_000 });
      const city = await startCityDatabase(folder);
      try {
        const at = { host: "127.0.0.1", port: broker.port };
        const plan = concentratorPlan(city.devices, at);
        const bare = await bareRate(broker.url, plan, BARE_SECONDS);
        const gateway = await startGateway(city, broker.url, folder);
        try {
          const few = await measure(city, gateway, devicePlan(city.devices, at, PUBLISHERS), seconds);
          const many = await measure(city, gateway, plan, seconds);
          const deviceCount = plan.publishers.reduce((sum, { things }) => sum + things.length, 0);
          return ingestFigures(few, { ...many, deviceCount }, bare);
        } finally {
          await gateway.stop();
        }
      } finally {
        await city.stop();
        await broker.stop();
      }
    }),
};

interface Measured {
  rate: number;
  backlog: { first: number; last: number };
  rssMb: number;
}

export async function startGateway(city: CityDatabase, brokerUrl: string, folder: string): Promise<Program> {
  const { url, ownerUrl } = city.settings;
  const settings = { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl, MQTT_URL: brokerUrl, DATA_DIR: folder };
  const gateway = await startProgram({
    script: "iot-gateway/src/main.ts",
    settings,
    logFile: join(folder, "gateway.log"),
  });
  const database = await openDatabase(city.settings);
  const giveUpAt = Date.now() + 30_000;
  try {
    while ((await hearingGateways(database)) === 0) {
      if (gateway.child.hasExited() || Date.now() > giveUpAt) {
        throw new Error(`gateway: expected it to hear within 30 s, got\n${gateway.child.logTail()}`);
      }
      await sleep(50);
    }
  } finally {
    await database.close();
  }
  return gateway;
}

/** Keeps what is on its way between publisher and commit below the credit window, so that a backlog cannot hide. */
async function measure(city: CityDatabase, gateway: Program, plan: LoadPlan, seconds: number): Promise<Measured> {
  const database = await openDatabase({ ...city.settings, poolSize: 2 });
  const base = await drained(database);
  const load = new Load({ ...plan, credit: CREDIT_WINDOW });
  try {
    await follow(database, load, base, WARM_UP_MS);
    const before = (await ingestCounts(database)).received;
    const startedAt = performance.now();
    const samples = await follow(database, load, base, seconds * 1000, gateway);
    const after = await ingestCounts(database);
    const elapsedS = (performance.now() - startedAt) / 1000;
    if (after.deadLettered > 0) throw new Error(`ingest: expected no dead letters, got ${after.deadLettered}`);
    const third = Math.max(1, Math.floor(samples.length / 3));
    return {
      rate: (after.received - before) / elapsedS,
      backlog: {
        first: median(samples.slice(0, third).map(({ backlog }) => backlog)),
        last: median(samples.slice(-third).map(({ backlog }) => backlog)),
      },
      rssMb: Math.max(...samples.map(({ rssMb }) => rssMb)),
    };
  } finally {
    await load.stop();
    await database.close();
  }
}

/** Messages received before, once nothing more arrives. */
async function drained(database: Database): Promise<number> {
  for (let before = -1; ; ) {
    const { received } = await ingestCounts(database);
    if (received === before) return received;
    before = received;
    await sleep(DRAIN_MS);
  }
}

async function follow(database: Database, load: Load, base: number, forMs: number, gateway?: Program) {
  const samples: { backlog: number; rssMb: number }[] = [];
  const endAt = performance.now() + forMs;
  while (performance.now() < endAt) {
    const received = (await ingestCounts(database)).received - base;
    load.grant(received + CREDIT_WINDOW);
    const sent = load.reports.at(-1)?.sent ?? 0;
    samples.push({ backlog: Math.max(0, sent - received), rssMb: gateway?.rssMb() ?? 0 });
    await sleep(POLL_MS);
  }
  return samples;
}

function ingestFigures(few: Measured, many: Measured & { deviceCount: number }, bare: number): Figure[] {
  return [
    { name: `committed, ${PUBLISHERS} devices`, value: few.rate, unit: "messages/s", target: "≥ 15000, hoped 30000" },
    { name: `committed, ${many.deviceCount} devices`, value: many.rate, unit: "messages/s" },
    { name: "bare rate", value: bare, unit: "messages/s" },
    { name: `ratio to bare, ${PUBLISHERS} devices`, value: few.rate / bare, unit: "", target: "≥ 0.20" },
    { name: `ratio to bare, ${many.deviceCount} devices`, value: many.rate / bare, unit: "" },
    { name: "backlog, first third", value: many.backlog.first, unit: "messages" },
    { name: "backlog, last third", value: many.backlog.last, unit: "messages", target: "flat" },
    { name: "gateway memory, most", value: Math.max(few.rssMb, many.rssMb), unit: "MB", target: "≤ 400, hoped 300" },
  ];
}
