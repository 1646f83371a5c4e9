// Memory over ten minutes at a steady rate: the gateway alone in front of PostgreSQL, then everything in one process.
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startMosquitto } from "../services/mosquitto.ts";
import type { Program } from "../services/program.ts";
import type { Bench, Figure } from "./bench.ts";
import { startCityDatabase } from "./city-database.ts";
import { startGateway } from "./ingest-pg-bench.ts";
import { Load } from "./load.ts";
import { concentratorPlan, devicePlan, PUBLISHERS } from "./load-devices.ts";
import type { LoadPlan } from "./load-plan.ts";
import { withScratch } from "./scratch.ts";
import { median } from "./statistics.ts";
import { startUnlimitedDemo } from "./unlimited-devices.ts";

const RATE_PER_SECOND = 2_000;
const SAMPLE_MS = 1_000;

export const SOAK_BENCH: Bench = {
  about: `memory at ${RATE_PER_SECOND} messages/s: gateway with PostgreSQL, then all in one with PGlite`,
  defaultRuns: 1,
  defaultSeconds: 600,
  run: async ({ seconds }) => [
    ...named("gateway", "≤ 400, hoped 300", await withScratch((folder) => soakGateway(folder, seconds))),
    ...named("all in one", "≤ 1600", await withScratch((folder) => soakDemo(folder, seconds))),
  ],
};

/** Flat: the last third lies no higher than the one before it. */
function named(what: string, target: string, samplesMb: number[]): Figure[] {
  const third = Math.max(1, Math.floor(samplesMb.length / 3));
  return [
    { name: `${what}, most`, value: Math.max(...samplesMb), unit: "MB", target },
    { name: `${what}, second third`, value: median(samplesMb.slice(third, 2 * third)), unit: "MB" },
    { name: `${what}, last third`, value: median(samplesMb.slice(-third)), unit: "MB", target: "flat" },
  ];
}

async function soakGateway(folder: string, seconds: number): Promise<number[]> {
  const broker = await startMosquitto({ maxInflight: 10_000 });
  const city = await startCityDatabase(folder);
  try {
    const gateway = await startGateway(city, broker.url, folder);
    try {
      return await soak(gateway, concentratorPlan(city.devices, { host: "127.0.0.1", port: broker.port }), seconds);
    } finally {
      await gateway.stop();
    }
  } finally {
    await city.stop();
    await broker.stop();
  }
}

async function soakDemo(folder: string, seconds: number): Promise<number[]> {
  const program = await startUnlimitedDemo(join(folder, "data"));
  try {
    const at = { host: "127.0.0.1", port: program.mqttPort };
    return await soak(program, devicePlan(await program.devices(), at, PUBLISHERS), seconds);
  } finally {
    await program.stop();
  }
}

async function soak(program: Program, plan: LoadPlan, seconds: number): Promise<number[]> {
  const load = new Load({ ...plan, ratePerSecond: RATE_PER_SECOND });
  const samplesMb: number[] = [];
  try {
    const endAt = performance.now() + seconds * 1000;
    while (performance.now() < endAt) {
      samplesMb.push(program.rssMb());
      await sleep(SAMPLE_MS);
    }
    const { sent = 0, acked = 0 } = load.reports.at(-1) ?? {};
    if (sent < (seconds * RATE_PER_SECOND) / 2 || sent - acked > RATE_PER_SECOND * 10) {
      throw new Error(`soak: expected ${RATE_PER_SECOND} messages/s to flow, got ${sent} sent, ${acked} acknowledged`);
    }
  } finally {
    await load.stop();
  }
  return samplesMb;
}
