// The simulated city runs by itself: devices report values, people report cases, and a case is closed without a human.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CameraView } from "@minqing/core/camera/camera";
import { CaseView } from "@minqing/core/case/case";
import { CaseActView } from "@minqing/core/case/log";
import { DeadLetterView } from "@minqing/core/device/ledger";
import { ThingView } from "@minqing/core/thing/thing";
import { WarningView } from "@minqing/core/warning/warning";
import { readPages } from "@minqing/sims/http/read-pages";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type DemoProgram, startDemo } from "../services/demo-program.ts";
import { clientOf, startSimulators } from "./simulators.ts";

const folder = await mkdtemp(join(tmpdir(), "minqing-living-"));
const dataDir = join(folder, "data");
let demo: DemoProgram;
let simulators: ReturnType<typeof startSimulators>;
const startedAt = new Date().toISOString();

beforeAll(async () => {
  demo = await startDemo(dataDir, { CITY_SCALE: "0.02" });
  simulators = startSimulators(demo, dataDir, ["--scenario", "storm", "--rate", "12", "--seed", "test"]);
}, 330_000);
afterAll(async () => {
  await simulators?.end();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

const timeouts = { timeout: 120_000, interval: 1_000 };

test("a case goes from report to closing by itself, through every seat", async () => {
  const client = await clientOf(demo, dataDir, "leader");
  const closed = () => readPages(client, `/api/cases?status=closed&since=${startedAt}&limit=100`, CaseView);
  await expect.poll(async () => (await closed()).length, timeouts).toBeGreaterThan(0);
  const [closedCase] = await closed();
  const detail = z.object({ acts: z.array(CaseActView) });
  const { acts } = await client.get(`/api/cases/${closedCase?.id}`, detail);
  const commands = acts.map(({ act }) => act);
  for (const command of ["accept", "register", "dispatch", "take", "submit", "close"])
    expect(commands).toContain(command);
  expect(new Set(acts.map(({ actor }) => actor)).size).toBeGreaterThanOrEqual(3);
});

test("every thing that is not spare has fresh values, no spare has any, warnings are in force", async () => {
  const client = await clientOf(demo, dataDir, "leader");
  const things = () => readPages(client, "/api/things?limit=1000", ThingView);
  const fresh = async () => {
    const active = (await things()).filter(({ spare }) => !spare);
    return (
      active.filter(({ datastreams }) => datastreams.every(({ latest, stale }) => latest !== null && !stale)).length /
      active.length
    );
  };
  await expect.poll(fresh, timeouts).toBeGreaterThan(0.9);
  const spares = (await things()).filter(({ spare }) => spare);
  expect(spares.length).toBeGreaterThan(5);
  for (const { id, datastreams } of spares)
    expect(
      datastreams.every(({ latest }) => latest === null),
      id,
    ).toBe(true);
  const warnings = await readPages(client, "/api/warnings?inForce=true", WarningView);
  expect(warnings.map(({ type }) => type)).toContain("rainstorm");
});

test("no message of a sound device is refused", async () => {
  const client = await clientOf(demo, dataDir, "sysadmin");
  expect(await readPages(client, "/api/dead-letters", DeadLetterView)).toEqual([]);
});

test("cameras send pictures that the server returns as JPEG", async () => {
  const client = await clientOf(demo, dataDir, "leader");
  const pictured = async () =>
    (await readPages(client, "/api/cameras", CameraView)).flatMap(({ snapshotUrl }) => snapshotUrl ?? []);
  await expect.poll(async () => (await pictured()).length, timeouts).toBeGreaterThan(3);
  const entry = await fetch(demo.entryLink, { redirect: "manual" });
  const cookie = entry.headers
    .getSetCookie()
    .map((header) => header.split(";")[0])
    .join("; ");
  const picture = await fetch(new URL((await pictured())[0] ?? "", demo.url), { headers: { cookie } });
  expect(picture.headers.get("content-type")).toBe("image/jpeg");
  const bytes = new Uint8Array(await picture.arrayBuffer());
  expect([...bytes.subarray(0, 3), ...bytes.subarray(-2)]).toEqual([0xff, 0xd8, 0xff, 0xff, 0xd9]);
});

test("the simulators end by themselves when their parent is gone, without an error", async () => {
  expect(await simulators.end()).toBe(0);
  expect(simulators.errors.join("")).toBe("");
});
