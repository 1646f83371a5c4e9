// A wall that was disconnected during a thousand changes shows the same as a fresh wall after it has reconnected.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CaseView } from "@minqing/core/case/case";
import { DepartmentView } from "@minqing/core/region/region";
import type { Browser, Page, WebSocketRoute } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { launchChromium } from "../services/chromium.ts";
import { type DemoProgram, startDemo } from "../services/demo-program.ts";
import { DemoSeats } from "./demo-seats.ts";

const CASES = 200;
const POSITION = [115.37, 22.79];

const folder = await mkdtemp(join(tmpdir(), "minqing-sleep-"));
let demo: DemoProgram;
let browser: Browser;
let seats: DemoSeats;

beforeAll(async () => {
  const dataDir = join(folder, "data");
  demo = await startDemo(dataDir, { CITY_SCALE: "0.02" });
  seats = await DemoSeats.at(demo.url, dataDir);
  browser = await launchChromium();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Cuts and restores a page's connection; must be set up before the page is loaded. */
async function lineOf(page: Page): Promise<{ cut(): Promise<void>; restore(): void }> {
  let isCut = false;
  const open = new Set<WebSocketRoute>();
  await page.routeWebSocket(/\/socket\.io\//, (line) => {
    if (isCut) return void line.close();
    open.add(line);
    line.connectToServer();
  });
  return {
    cut: async () => {
      isCut = true;
      await Promise.all([...open].map((line) => line.close()));
      open.clear();
    },
    restore: () => {
      isCut = false;
    },
  };
}

const boardOf = (page: Page) => page.evaluate(() => window.minqing?.board() ?? null);
const isLive = async (page: Page) => (await boardOf(page))?.connection === "live";
const feedOf = (page: Page) => page.locator("[data-feed] .feed-title").allTextContents();

/** Makes cases with five changes each: reported, accepted, registered, dispatched, taken. */
async function makeChanges(): Promise<void> {
  const operator = seats.client("operator");
  const unit = seats.client("disposal");
  const departments = await operator.get("/api/departments", z.object({ items: z.array(DepartmentView) }));
  const departmentId = z.string().parse(departments.items.find(({ kind }) => kind === "water")?.id);
  const command = (by: typeof operator, row: CaseView, rest: object) =>
    by.post(`/api/cases/${row.id}/commands`, { ...rest, version: row.version }, CaseView);
  const one = async (n: number) => {
    const report = { category: "0506", title: `积水 ${n}`, position: POSITION, priority: 1 + (n % 4) };
    let row = await operator.post("/api/cases", report, CaseView);
    row = await command(operator, row, { type: "accept" });
    row = await command(operator, row, { type: "register" });
    row = await command(operator, row, { type: "dispatch", departmentId });
    await command(unit, row, { type: "take" });
  };
  for (let n = 0; n < CASES; n += 8) await Promise.all(Array.from({ length: 8 }, (_, i) => one(n + i)));
}

test("a wall that was disconnected equals a fresh one", async () => {
  const page = await seats.sit(browser, "leader", "/p");
  const line = await lineOf(page);
  await page.goto(`${demo.url}/wall`);
  await expect.poll(() => isLive(page), { timeout: 60_000 }).toBe(true);
  const before = await boardOf(page);

  await line.cut();
  await expect.poll(() => isLive(page), { timeout: 60_000 }).toBe(false);
  await makeChanges();
  expect((await boardOf(page))?.cursor).toBe(before?.cursor);
  line.restore();

  const fresh = await seats.sit(browser, "leader", "/wall");
  await expect.poll(() => isLive(fresh), { timeout: 60_000 }).toBe(true);
  const expected = await boardOf(fresh);
  expect((expected?.cursor ?? 0) - (before?.cursor ?? 0)).toBeGreaterThanOrEqual(5 * CASES);
  await expect.poll(async () => (await boardOf(page))?.cursor, { timeout: 90_000 }).toBe(expected?.cursor);
  expect(await boardOf(page)).toEqual(await boardOf(fresh));
  await expect.poll(() => feedOf(page), { timeout: 30_000 }).toEqual(await feedOf(fresh));
}, 300_000);
