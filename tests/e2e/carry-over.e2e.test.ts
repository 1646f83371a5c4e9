// A dump of the embedded database, restored into PostgreSQL, shows the same wall.
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { CaseView } from "@minqing/core/case/case";
import { BoardSnapshot } from "@minqing/core/change/board";
import { cityByCode } from "@minqing/core/city/city";
import { createLocalBus } from "@minqing/core/live/local-bus";
import { ThingView } from "@minqing/core/thing/thing";
import { openDatabase } from "@minqing/geodata/open-database";
import { openServer } from "@minqing/server/open-server";
import type { CityClient } from "@minqing/sims/http/city-client";
import pino from "pino";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { cloneDatabase } from "../geodata/template-database.ts";
import { startDemo } from "../services/demo-program.ts";
import { REPOSITORY } from "../services/program.ts";
import { DemoSeats } from "./demo-seats.ts";
import { publishOnce, spareDevice } from "./publish.ts";

const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), "minqing-carry-"));
afterAll(() => rm(folder, { recursive: true, force: true }));
const dataDir = join(folder, "data");

const geodata = (args: string[], settings: Record<string, string>) =>
  run(process.execPath, ["geodata/src/main.ts", ...args], {
    cwd: REPOSITORY,
    env: { ...process.env, ...settings },
  });

const clientFor = async (url: string, username: string): Promise<CityClient> =>
  (await DemoSeats.at(url, dataDir)).client(username);

/** The data that a wall shows: the board in a fixed order, the log's cursor, latest values. */
async function wallOf(client: CityClient) {
  const board = await client.get("/api/snapshot", BoardSnapshot);
  const sorted = <V extends { id: string }>(values: V[]) => [...values].sort((p, q) => p.id.localeCompare(q.id));
  const { cursor, cases, alarms, warnings, detections } = board;
  const things = await client.get("/api/things?kind=river_level&limit=500", z.object({ items: z.array(ThingView) }));
  return {
    cursor,
    cases: sorted(cases),
    alarms: sorted(alarms),
    warnings: sorted(warnings),
    detections: sorted(detections),
    latest: things.items.map(({ id, datastreams }) => [id, datastreams.map((stream) => stream.latest)]),
  };
}

/** Makes an alarm with its case, a reported case and a latest value. */
async function makeObjects(demo: Awaited<ReturnType<typeof startDemo>>): Promise<void> {
  const operator = await clientFor(demo.url, "operator");
  const gauge = spareDevice(await demo.devices(), "river_level");
  const thing = await operator.get(`/api/things/${gauge.username}`, ThingView);
  const level = z.number().parse(thing.attributes["guaranteeLevelM"]) + 0.4;
  await publishOnce(demo.mqttPort, gauge, { t: Date.now(), values: { water_level: level } });
  const report = { category: "0506", title: "道路积水", position: thing.position, priority: 2 };
  await operator.post("/api/cases", report, CaseView);
  await expect.poll(async () => (await wallOf(operator)).cases.filter((row) => row.source === "alarm").length).toBe(1);
}

test("the wall of a restored database equals the wall of the dumped one", async () => {
  const demo = await startDemo(dataDir, { CITY_SCALE: "0.02" });
  await makeObjects(demo);
  const before = await wallOf(await clientFor(demo.url, "leader"));
  expect(before.alarms.length).toBeGreaterThan(0);
  await demo.stop();

  const file = join(folder, "city.backup.gz");
  await geodata(["dump", file], { DATA_DIR: dataDir });
  const superuser = z.string().parse(process.env["MINQING_TEST_PG"]);
  const clone = await cloneDatabase(superuser, `carry_${randomBytes(4).toString("hex")}`, []);
  try {
    const { owner, app } = clone.urls;
    await geodata(["restore", file], { DATABASE_URL: app, DATABASE_OWNER_URL: owner });
    const db = await openDatabase({ url: app });
    const log = pino({ level: "silent" });
    const where = { host: "127.0.0.1", port: 0, webDir: join(folder, "web"), basemapDir: join(dataDir, "basemap") };
    const rights = { secret: "x".repeat(32), city: cityByCode("441500"), demo: true };
    const server = await openServer({ db, bus: createLocalBus(), log, ...where, ...rights });
    try {
      expect(await wallOf(await clientFor(server.url, "leader"))).toEqual(before);
    } finally {
      await server.close();
      await db.close();
    }
  } finally {
    await clone.drop();
  }
}, 240_000);
