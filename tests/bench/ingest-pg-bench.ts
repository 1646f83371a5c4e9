// Messages a second that are acknowledged after COMMIT: Mosquitto → gateway process → PostgreSQL, 3 values each, and the
// bare rate of the same broker, generator and minute beside it.
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { DemoDevice } from "@minqing/core/access/demo";
import type { Database } from "@minqing/geodata/database";
import { openDatabase } from "@minqing/geodata/open-database";
import { startMosquitto } from "../services/mosquitto.ts";
import { type Program, startProgram } from "../services/program.ts";
import { bareRate, CREDIT_WINDOW } from "./bare-rate.ts";
import type { Bench, Figure } from "./bench.ts";
import { type CityDatabase, startCityDatabase } from "./city-database.ts";
import { hearingGateways, ingestCounts } from "./ingest-counts.ts";
import { Load } from "./load.ts";
import { concentratorPlan, devicePlan, PUBLISHERS } from "./load-devices.ts";
import type { LoadPlan } from "./load-plan.ts";
import { withScratch } from "./scratch.ts";
import { median } from "./statistics.ts";

const BARE_SECONDS = 10;
const WARM_UP_MS = 5_000;
/** How often the ledger is asked; each answer lets the generator send as many more as were taken. */
const POLL_MS = 100;

export const INGEST_PG_BENCH: Bench = {
  about: "QoS 1 messages/s into PostgreSQL behind Mosquitto, PUBACK after COMMIT, 3 values each, 8 publishers",
  run: async ({ seconds }) => {
    const few = await measureFresh((devices, at) => devicePlan(devices, at, PUBLISHERS), seconds);
    const many = await measureFresh(concentratorPlan, seconds);
    return [...figures(few, { ratio: "≥ 0.20", memory: "≤ 400, hoped 300" }), ...figures(many, {})];
  },
};

type MakePlan = (devices: readonly DemoDevice[], at: { host: string; port: number }) => LoadPlan;

/** Broker, cluster, city and gateway are new: a table that an earlier load has filled would be measured with it. */
function measureFresh(makePlan: MakePlan, seconds: number): Promise<Measured> {
  return withScratch(async (folder) => {
    const broker = await startMosquitto({ maxInflight: 10_000 });
    const city = await startCityDatabase(folder);
    try {
      const plan = makePlan(city.devices, { host: "127.0.0.1", port: broker.port });
      const bare = await bareRate(broker.url, plan, BARE_SECONDS);
      const gateway = await startGateway(city, broker.url, folder);
      try {
        return { ...(await measure(city, gateway, plan, seconds)), bare };
      } finally {
        await gateway.stop();
      }
    } finally {
      await city.stop();
      await broker.stop();
    }
  });
}

interface Measured {
  deviceCount: number;
  bare: number;
  rate: number;
  backlog: { first: number; last: number };
  rssMb: number;
}

export async function startGateway(city: CityDatabase, brokerUrl: string, folder: string): Promise<Program> {
  const { url, ownerUrl } = city.settings;
  // As `npm run gateway` starts it.
  const NODE_OPTIONS = "--max-semi-space-size=16";
  const settings = {
    DATABASE_URL: url,
    DATABASE_OWNER_URL: ownerUrl,
    MQTT_URL: brokerUrl,
    DATA_DIR: folder,
    NODE_OPTIONS,
  };
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
async function measure(
  city: CityDatabase,
  gateway: Program,
  plan: LoadPlan,
  seconds: number,
): Promise<Omit<Measured, "bare">> {
  const database = await openDatabase({ ...city.settings, poolSize: 2 });
  const load = new Load({ ...plan, credit: CREDIT_WINDOW });
  try {
    await follow(database, load, WARM_UP_MS);
    const before = (await ingestCounts(database)).received;
    const startedAt = performance.now();
    const samples = await follow(database, load, seconds * 1000, gateway);
    const after = await ingestCounts(database);
    const elapsedS = (performance.now() - startedAt) / 1000;
    if (after.deadLettered > 0) throw new Error(`ingest: expected no dead letters, got ${after.deadLettered}`);
    const third = Math.max(1, Math.floor(samples.length / 3));
    return {
      deviceCount: plan.publishers.reduce((sum, { things }) => sum + things.length, 0),
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

async function follow(database: Database, load: Load, forMs: number, gateway?: Program) {
  const samples: { backlog: number; rssMb: number }[] = [];
  const endAt = performance.now() + forMs;
  while (performance.now() < endAt) {
    const received = (await ingestCounts(database)).received;
    load.grant(received + CREDIT_WINDOW);
    const sent = load.reports.at(-1)?.sent ?? 0;
    samples.push({ backlog: Math.max(0, sent - received), rssMb: gateway?.rssMb() ?? 0 });
    await sleep(POLL_MS);
  }
  return samples;
}

interface Targets {
  ratio?: string;
  memory?: string;
}

function figures({ deviceCount, rate, bare, backlog, rssMb }: Measured, targets: Targets): Figure[] {
  const figure = (name: string, value: number, unit: string, target?: string): Figure => ({
    name: `${deviceCount} devices: ${name}`,
    value,
    unit,
    ...(target === undefined ? {} : { target }),
  });
  return [
    figure("committed", rate, "messages/s"),
    figure("ceiling: bare Mosquitto", bare, "messages/s"),
    figure("committed / bare Mosquitto", rate / bare, "", targets.ratio),
    figure("backlog, first third", backlog.first, "messages"),
    figure("backlog, last third", backlog.last, "messages", "flat"),
    figure("gateway memory, most", rssMb, "MB", targets.memory),
  ];
}
