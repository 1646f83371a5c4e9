// A recording of a river, replayed through broker, gateway and database, raises and clears the alarms of its expectations.
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AlarmView } from "@minqing/core/alarm/alarm";
import { DeviceLimitsInForce } from "@minqing/core/device/limits";
import { ThingView } from "@minqing/core/thing/thing";
import { readPages } from "@minqing/sims/http/read-pages";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { type DemoProgram, startDemo } from "../services/demo-program.ts";
import { REPOSITORY } from "../services/program.ts";
import { Expectations } from "./replay/expectations.ts";
import { clientOf, runSimulators } from "./simulators.ts";

const RECORDINGS = join(REPOSITORY, "sims/recordings");
const folder = await mkdtemp(join(tmpdir(), "minqing-replay-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

const METRES = { m: 1, ft: 0.3048 } as const;

/** A city of its own for each recording: a gauge would count a second recording as late. */
interface City {
  demo: DemoProgram;
  dataDir: string;
}

async function spareGauge({ demo, dataDir }: City): Promise<ThingView> {
  const client = await clientOf(demo, dataDir, "leader");
  const [gauge] = await readPages(client, "/api/things?kind=river_level&spare=true", ThingView);
  if (gauge === undefined) throw new Error("expected a spare river gauge, got none");
  return gauge;
}

/** A recording sends months within seconds: the city sets the limits of one device beyond it. */
async function allowReplay({ demo, dataDir }: City): Promise<void> {
  const client = await clientOf(demo, dataDir, "sysadmin");
  const usual = await client.request((api) => api["device-limits"].$get(), DeviceLimitsInForce);
  const year = { alarmReadingAgeS: 366 * 86_400, bufferedDays: 366 };
  const json = { ...usual, ...year, messageBurst: 1_000_000, alarmsPerHour: 1_000 };
  await client.request((api) => api["device-limits"].$put({ json, header: {} }), DeviceLimitsInForce);
}

/** Scales and shifts the recording so that its two limits are those of the gauge. */
function mapOnto(gauge: ThingView, { unit, warningLevel, guaranteeLevel }: Expectations): string[] {
  const warningM = z.number().parse(gauge.attributes["warningLevelM"]);
  const guaranteeM = z.number().parse(gauge.attributes["guaranteeLevelM"]);
  const scale = (guaranteeM - warningM) / ((guaranteeLevel - warningLevel) * METRES[unit]);
  const offset = warningM - warningLevel * METRES[unit] * scale;
  // Written with =, because an offset may begin with a minus.
  return [`--unit=${unit}`, `--scale=${scale}`, `--offset=${offset}`];
}

async function alarmsOf({ demo, dataDir }: City, gauge: ThingView): Promise<AlarmView[]> {
  const alarms = await readPages(await clientOf(demo, dataDir, "leader"), "/api/alarms?limit=500", AlarmView);
  return alarms
    .filter(({ thingId, ruleId }) => thingId === gauge.id && ruleId.startsWith("river-"))
    .sort((a, b) => (a.raisedAt < b.raisedAt ? -1 : 1));
}

/** Aligns both time axes at the last row, then compares every instant. */
async function expectAlarms(city: City, expectedFile: string, recording: string): Promise<void> {
  const expected = Expectations.parse(JSON.parse(await readFile(join(RECORDINGS, expectedFile), "utf8")));
  await allowReplay(city);
  const gauge = await spareGauge(city);
  const rows = (await readFile(recording, "utf8")).trim().split("\n").slice(1);
  const lastMs = Date.parse(rows.at(-1)?.split(",")[0] ?? "");
  const output = await runSimulators(city.demo, city.dataDir, [
    "--replay",
    recording,
    "--thing",
    gauge.id,
    "--column",
    expected.column,
    ...mapOnto(gauge, expected),
  ]);
  expect(output).toContain(`sent ${rows.length} of ${rows.length} rows`);
  const alarms = await alarmsOf(city, gauge);
  expect(alarms.map(({ ruleId }) => ruleId)).toEqual(expected.alarms.map(({ rule }) => rule));
  const [shown = "", ended = ""] = /\S+ to (\S+)/.exec(output) ?? [];
  const shiftMs = Date.parse(ended) - lastMs;
  expect(shown).not.toBe("");
  alarms.forEach((alarm, i) => {
    const { raisedAt, clearedAt } = expected.alarms[i] ?? { raisedAt: "", clearedAt: "" };
    expect(Date.parse(alarm.raisedAt) - shiftMs, `${alarm.ruleId} ${i} raised`).toBe(Date.parse(raisedAt));
    const apartS = Math.abs(Date.parse(alarm.clearedAt ?? "") - shiftMs - Date.parse(clearedAt)) / 1000;
    expect(apartS, `${alarm.ruleId} ${i} cleared`).toBeLessThanOrEqual(expected.clearToleranceS);
  });
}

async function replayInNewCity(name: string, expectedFile: string, recording: string): Promise<void> {
  const dataDir = join(folder, name);
  const demo = await startDemo(dataDir, { CITY_SCALE: "0.02" });
  try {
    await expectAlarms({ demo, dataDir }, expectedFile, recording);
  } finally {
    await demo.stop();
  }
}

const TIMEOUT_MS = 400_000;

test(
  "the generated flood raises and clears exactly the expected alarms, in event time",
  () => replayInNewCity("generated", "river-flood.expected.json", join(RECORDINGS, "river-flood.csv")),
  TIMEOUT_MS,
);

const REAL_RECORDING = join(process.env.REPLAY_DIR ?? "", "water/usgs_01581752_plumtree_5min_2018MJJ.csv");
const hasRealRecording = process.env.REPLAY_DIR !== undefined && existsSync(REAL_RECORDING);
if (!hasRealRecording)
  console.log("replay: the real river is skipped, REPLAY_DIR names no folder with water/usgs_01581752_…csv");

test.runIf(hasRealRecording)(
  "three months of a real river, in feet, raise and clear the expected alarms",
  () => replayInNewCity("real", "usgs-01581752.expected.json", REAL_RECORDING),
  TIMEOUT_MS,
);
