// Takes the twelve pictures of docs/screens: pairwise over theme, city, language, size and scenario, and the console.
// `node tests/tools/screens.ts [FOLDER [PART OF A NAME]]`; runs a city for each pair of city and scenario, about four
// minutes each.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { DemoSeats } from "../e2e/demo-seats.ts";
import { launchChromium } from "../services/chromium.ts";
import { startDemo } from "../services/demo-program.ts";
import { REPOSITORY } from "../services/program.ts";

type Scenario = "calm" | "flood";

interface Screen {
  city: "441500" | "440500";
  scenario: Scenario;
  path: string;
  account: "leader" | "operator";
  size: { width: number; height: number };
  name: string;
}

const LED = { width: 3840, height: 1080 };
const TV = { width: 1920, height: 1080 };

const wall = (city: Screen["city"], scenario: Scenario, theme: string, lang: string, size: typeof LED): Screen => ({
  city,
  scenario,
  size,
  account: "leader",
  path: `/wall?theme=${theme}&lang=${lang}`,
  name: `wall-${city}-${scenario}-${theme}-${lang}-${size.width}`,
});

const consoleScreen = (city: Screen["city"], scenario: Scenario, lang: string): Screen => ({
  city,
  scenario,
  size: TV,
  account: "operator",
  path: `/console?lang=${lang}`,
  name: `console-${city}-${scenario}-${lang}`,
});

const SCREENS: Screen[] = [
  wall("441500", "flood", "emergency", "zh-CN", LED),
  wall("441500", "flood", "traffic", "en", TV),
  wall("441500", "flood", "river", "zh-CN", TV),
  consoleScreen("441500", "flood", "zh-CN"),
  wall("441500", "calm", "urban", "zh-CN", LED),
  wall("441500", "calm", "river", "en", LED),
  wall("441500", "calm", "emergency", "en", TV),
  wall("440500", "flood", "urban", "en", TV),
  wall("440500", "flood", "emergency", "zh-CN", TV),
  wall("440500", "calm", "traffic", "zh-CN", LED),
  wall("440500", "calm", "river", "en", TV),
  consoleScreen("440500", "calm", "en"),
];

/** Long enough for alarms, cases and pictures to appear, and for the software renderer to draw the map. */
const LIVE_MS = 150_000;
const DRAW_MS = 25_000;

async function take(browser: Browser, seats: DemoSeats, screen: Screen, folder: string): Promise<void> {
  const page = await seats.sit(browser, screen.account, screen.path, screen.size);
  await sleep(DRAW_MS);
  await page.screenshot({ path: join(folder, `${screen.name}.jpg`), type: "jpeg", quality: 82, timeout: 120_000 });
  await page.context().close();
  console.log(screen.name);
}

async function takeAll(screens: Screen[], folder: string): Promise<void> {
  const [first] = screens;
  if (first === undefined) return;
  const scratch = await mkdtemp(join(tmpdir(), "minqing-screens-"));
  const dataDir = join(scratch, "data");
  const demo = await startDemo(dataDir, { CITY: first.city, SIM_RATE: "1", SIM_SCENARIO: first.scenario });
  const browser = await launchChromium();
  try {
    await sleep(LIVE_MS);
    const seats = await DemoSeats.at(demo.url, dataDir);
    for (const screen of screens) await take(browser, seats, screen, folder);
  } finally {
    await browser.close();
    await demo.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

const [folder = join(REPOSITORY, "docs/screens"), part = ""] = process.argv.slice(2);
const wanted = SCREENS.filter(({ name }) => name.includes(part));
if (wanted.length === 0) throw new Error(`screens: expected a part of a screen's name, got ${part}`);
await mkdir(folder, { recursive: true });
for (const group of Map.groupBy(wanted, ({ city, scenario }) => `${city} ${scenario}`).values()) {
  await takeAll(group, folder);
}
