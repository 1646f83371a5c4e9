// The same in one process: aedes and PGlite. PUBACK follows COMMIT, so acknowledged messages are counted at the devices.
// Ceilings of the same run: aedes alone, and plain inserts of the same rows into the same database.
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "@minqing/geodata/open-database";
import { parseTuning } from "@minqing/iot-gateway/config";
import { againstCeilings } from "./against-ceiling.ts";
import { bareAedesRate } from "./bare-aedes-rate.ts";
import type { Bench } from "./bench.ts";
import { Load, rateOf } from "./load.ts";
import { devicePlan, PUBLISHERS } from "./load-devices.ts";
import type { LoadPlan } from "./load-plan.ts";
import { plainInsertRate } from "./plain-insert-rate.ts";
import { withScratch } from "./scratch.ts";
import { median } from "./statistics.ts";
import { startUnlimitedDemo } from "./unlimited-devices.ts";

const WARM_UP_MS = 5_000;
const CEILING_SECONDS = 10;

export const INGEST_EMBEDDED_BENCH: Bench = {
  about: "QoS 1 messages/s into the embedded database behind the embedded broker, PUBACK after COMMIT, 3 values each",
  run: ({ seconds }) =>
    withScratch(async (folder) => {
      const dataDir = join(folder, "data");
      const { plan, rate, ackP99Ms, rssMb } = await measure(dataDir, seconds);
      const bareAedes = await bareAedesRate(plan, CEILING_SECONDS);
      const plainInserts = await insertRate(dataDir);
      return [
        ...againstCeilings({ name: "committed", value: rate, unit: "messages/s" }, [
          { name: "bare aedes", value: bareAedes, target: "≥ 0.15" },
          { name: "plain inserts", value: plainInserts, target: "≥ 0.50" },
        ]),
        { name: "publish to PUBACK, p99", value: ackP99Ms, unit: "ms" },
        { name: "memory, most", value: rssMb, unit: "MB", target: "≤ 1600" },
      ];
    }),
};

interface Measured {
  plan: LoadPlan;
  rate: number;
  ackP99Ms: number;
  rssMb: number;
}

async function measure(dataDir: string, seconds: number): Promise<Measured> {
  const program = await startUnlimitedDemo(dataDir);
  const plan = devicePlan(await program.devices(), { host: "127.0.0.1", port: program.mqttPort }, PUBLISHERS);
  const load = new Load(plan);
  try {
    await sleep(WARM_UP_MS);
    const skipped = load.reports.length;
    const rssMb: number[] = [];
    const endAt = performance.now() + seconds * 1000;
    while (performance.now() < endAt) {
      rssMb.push(program.rssMb());
      await sleep(500);
    }
    const reports = load.reports.slice(skipped);
    // One commit acknowledges thousands of messages: many reports fall between two commits and have no acknowledgement.
    const ackP99Ms = median(reports.flatMap(({ ackMs }) => ackMs?.p99 ?? []));
    return { plan, rate: rateOf(reports), ackP99Ms, rssMb: Math.max(...rssMb) };
  } finally {
    await load.stop();
    await program.stop();
  }
}

async function insertRate(dataDir: string): Promise<number> {
  const database = await openDatabase({ dataDir });
  try {
    return await plainInsertRate(database, parseTuning({}).batchMessages, CEILING_SECONDS);
  } finally {
    await database.close();
  }
}
