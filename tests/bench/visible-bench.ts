// How long until a wall shows it: a flood gauge passes its limit, and the number of open matters in the feed goes up by
// one in a browser, while 2,000 other messages a second flow. MQTT → commit → change log → socket → screen. Ceiling: an
// echo over such a socket, between the same messages.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { DemoDevice } from "@minqing/core/access/demo";
import { connectAsync } from "mqtt";
import { type DemoProgram, startDemo } from "../services/demo-program.ts";
import { startMosquitto } from "../services/mosquitto.ts";
import { againstCeilings } from "./against-ceiling.ts";
import type { Bench, Figure } from "./bench.ts";
import { leaderToken } from "./change-subscriber.ts";
import { startEmptyDatabase } from "./city-database.ts";
import { Echo } from "./echo.ts";
import { Load } from "./load.ts";
import { concentratorPlan, devicePlan, PUBLISHERS } from "./load-devices.ts";
import { withScratch } from "./scratch.ts";
import { percentile } from "./statistics.ts";
import { startUnlimitedDemo } from "./unlimited-devices.ts";
import { watchWall } from "./wall-watch.ts";

const BACKGROUND_PER_SECOND = 2_000;
const PROBE_EVERY_MS = 500;
/** Over the limit of P1, 0.5 m. */
const FLOOD_M = 0.8;
const SETTLE_MS = 10_000;

export const VISIBLE_BENCH: Bench = {
  about: "published → on the wall in a browser, at 2,000 messages/s, on both databases",
  defaultSeconds: 20,
  run: async ({ seconds }) => [
    ...named("embedded", await withScratch((folder) => embedded(folder, seconds))),
    ...named("PostgreSQL", await withScratch((folder) => onPostgres(folder, seconds))),
  ],
};

interface Probes {
  delaysMs: number[];
  echoesMs: number[];
}

function named(database: string, { delaysMs, echoesMs }: Probes): Figure[] {
  const shares = [
    { label: "median", share: 0.5, target: "≤ 80" },
    { label: "p99", share: 0.99, target: "≤ 100" },
  ];
  return [
    ...shares.flatMap(({ label, share, target }) =>
      againstCeilings({ name: `${database}, ${label}`, value: percentile(delaysMs, share), unit: "ms" }, [
        { name: `echo beside ${database}, ${label}`, value: percentile(echoesMs, share), target },
      ]),
    ),
    { name: `${database}, probes`, value: delaysMs.length, unit: "" },
  ];
}

async function embedded(folder: string, seconds: number): Promise<Probes> {
  const program = await startUnlimitedDemo(join(folder, "data"));
  try {
    const devices = await program.devices();
    const plan = devicePlan(devices, { host: "127.0.0.1", port: program.mqttPort }, PUBLISHERS);
    const load = new Load({ ...plan, ratePerSecond: BACKGROUND_PER_SECOND });
    return await probe({ program, dataDir: join(folder, "data"), load, devices, seconds });
  } finally {
    await program.stop();
  }
}

async function onPostgres(folder: string, seconds: number): Promise<Probes> {
  const broker = await startMosquitto({ maxInflight: 10_000 });
  const database = await startEmptyDatabase();
  await mkdir(join(folder, "data"));
  const { url, ownerUrl } = database.settings;
  try {
    const program = await startDemo(join(folder, "data"), {
      DATABASE_URL: url,
      DATABASE_OWNER_URL: ownerUrl,
      MQTT_URL: broker.url,
    });
    try {
      const devices = await program.devices();
      const plan = concentratorPlan(devices, { host: "127.0.0.1", port: broker.port });
      const load = new Load({ ...plan, ratePerSecond: BACKGROUND_PER_SECOND });
      const dataDir = join(folder, "data");
      return await probe({ program: { ...program, mqttPort: broker.port }, dataDir, load, devices, seconds });
    } finally {
      await program.stop();
    }
  } finally {
    await database.stop();
    await broker.stop();
  }
}

interface ProbeOptions {
  program: DemoProgram;
  dataDir: string;
  load: Load;
  devices: DemoDevice[];
  seconds: number;
}

/** One flood gauge after the other raises its one alarm; each must raise the number on the wall by one. */
async function probe({ program, dataDir, load, devices, seconds }: ProbeOptions): Promise<Probes> {
  const gauges = devices.filter(({ kind, spare }) => kind === "flood_point" && !spare);
  const count = Math.min(gauges.length, Math.floor((seconds * 1000) / PROBE_EVERY_MS));
  const wall = await watchWall(program.entryLink, program.url);
  const echo = await Echo.open(program.url, await leaderToken(program.url, dataDir));
  try {
    await sleep(SETTLE_MS);
    const before = (await wall.changes()).at(-1)?.count ?? 0;
    const publishedAtMs: number[] = [];
    const echoesMs: number[] = [];
    for (const gauge of gauges.slice(0, count)) {
      publishedAtMs.push(await publishFlood(program.mqttPort, gauge));
      // Beside the probe, never at its time.
      await sleep(PROBE_EVERY_MS / 2);
      echoesMs.push(await echo.roundTripMs());
      await sleep(PROBE_EVERY_MS / 2);
    }
    await sleep(SETTLE_MS);
    const changes = await wall.changes();
    const delaysMs = publishedAtMs.map((atMs, index) => {
      const shown = changes.find(({ count: open }) => open >= before + index + 1);
      if (shown === undefined) throw new Error(`visible: expected ${before + index + 1} open matters, got fewer`);
      return shown.atMs - atMs;
    });
    return { delaysMs, echoesMs };
  } finally {
    echo.close();
    await wall.close();
    await load.stop();
  }
}

/** When it was published, on this machine's clock; connecting is not counted. */
async function publishFlood(mqttPort: number, gauge: DemoDevice): Promise<number> {
  const { username, password } = gauge;
  const client = await connectAsync(`mqtt://127.0.0.1:${mqttPort}`, { username, password });
  const atMs = Date.now();
  const message = JSON.stringify({ t: atMs, values: { flood_depth: FLOOD_M } });
  await client.publishAsync(`city/v1/things/${username}/observations`, message, { qos: 1 });
  await client.endAsync();
  return atMs;
}
