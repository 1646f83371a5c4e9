// A P1 that nobody has acknowledged, on every page of the console, in both languages: seen in the bar, heard, and
// acknowledged from a text field.
import type { DemoDevice } from "@minqing/core/access/demo";
import { AlarmView } from "@minqing/core/alarm/alarm";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { publishOnce } from "./publish.ts";
import { SharedDesk } from "./shared-desk.ts";

declare global {
  interface Window {
    /** The frequencies that the page has asked Web Audio to play. */
    tonesHz: number[];
    /** The browser lets the page sound; without it the audio context stays suspended. */
    isSoundAllowed: boolean;
  }
}

const DEPTH_M = 0.58;
let shared: SharedDesk;
/** Each test floods a point of its own: an alarm clears only five minutes after its water has fallen. */
let points: DemoDevice[];
let point: DemoDevice;

const publish = (depthM: number) =>
  publishOnce(shared.mqttPort, point, { t: Date.now(), values: { flood_depth: depthM } });

const operator = () => shared.seats.client("operator");

async function unacknowledgedP1(): Promise<AlarmView[]> {
  const { items } = await operator().get("/api/alarms?limit=200", z.object({ items: z.array(AlarmView) }));
  return items.filter(({ priority, acknowledgedAt }) => priority === 1 && acknowledgedAt === null);
}

async function acknowledgeAll(): Promise<void> {
  for (const { id, version } of await unacknowledgedP1())
    await operator().post(`/api/alarms/${id}/acknowledge`, { version }, AlarmView);
}

beforeAll(async () => {
  shared = await SharedDesk.open();
  points = (await shared.devices()).filter(({ kind }) => kind === "flood_point");
}, 300_000);
afterAll(() => shared?.close());
beforeEach(async () => {
  const next = points.pop();
  if (next === undefined) throw new Error("expected another flood point, got none");
  point = next;
  await acknowledgeAll();
});
afterEach(async () => {
  await publish(0);
  await acknowledgeAll();
});

/** Writes down what the page plays, and keeps it silent until `isSoundAllowed`. */
function watchAudio(): void {
  window.tonesHz = [];
  window.isSoundAllowed ??= true;
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (when) {
    window.tonesHz.push(this.frequency.value);
    start.call(this, when);
  };
  const { resume } = AudioContext.prototype;
  AudioContext.prototype.resume = async function () {
    if (!window.isSoundAllowed) return;
    await resume.call(this);
    this.dispatchEvent(new Event("statechange"));
  };
  const state = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, "state");
  Object.defineProperty(BaseAudioContext.prototype, "state", {
    get() {
      return window.isSoundAllowed ? state?.get?.call(this) : "suspended";
    },
  });
}

/** Chromium lets most pages sound only after a click. */
const clickOnce = (page: Page) => page.locator(".page-name").click();

/** A page with the watched audio. `isSilent`: the browser blocks sound. */
async function sit(path: string, isSilent = false): Promise<Page> {
  const page = await shared.sit("operator", "/console");
  if (isSilent) await page.addInitScript("window.isSoundAllowed = false");
  await page.addInitScript(watchAudio);
  await page.goto(`${shared.url}${path}`);
  await page.locator(".line-state.is-live").waitFor();
  if (!isSilent) await clickOnce(page);
  return page;
}

/** Longer than the 15 seconds between two sounds. */
const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 30_000 });

const bar = (page: Page) => page.locator(".page-top .p1-bar");
const tones = (page: Page) => page.evaluate(() => window.tonesHz);
const P1_TONES = [880, 660, 880, 660, 880, 660];

const LOCALES = [
  ["zh-CN", { measure: "0.58 m（限 0.50）", reason: "已静音：正在通话" }],
  ["en", { measure: "0.58 m (limit 0.50)", reason: "Muted: On a call" }],
] as const;

describe.each(LOCALES)("in %s, an unacknowledged P1", (lang, text) => {
  test("stands on every page and is acknowledged by its own key", async () => {
    const page = await sit(`/console?lang=${lang}&p=4`);
    const field = page.locator(".filters input[type=search], .filters input").last();
    await field.focus();
    await publish(DEPTH_M);

    await bar(page).waitFor();
    expect(await bar(page).textContent()).toContain(text.measure);
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    const ages = bar(page).locator(".p1-age b");
    const age = await ages.textContent();
    await soon(() => ages.textContent()).not.toBe(age);

    await field.blur();
    await page.keyboard.press("?");
    await page.locator("dialog[open] .p1-bar").waitFor();
    await page.keyboard.press("Escape");

    await soon(async () => (await unacknowledgedP1())[0]?.caseId ?? null).not.toBeNull();
    await bar(page).locator("[data-p1-open]").waitFor();
    await field.focus();
    await soon(async () => {
      await page.keyboard.press("Alt+Enter");
      return page.url();
    }).toContain("/console/cases/");
    await page.locator(".detail-columns").waitFor();
    await bar(page).waitFor();
    await page.reload();
    await page.locator(".detail-columns").waitFor();
    await bar(page).waitFor();
    for (const path of ["/console/nothing-here", "/admin/me", "/console"]) {
      await page.goto(`${shared.url}${path}?lang=${lang}`);
      await bar(page).waitFor();
      expect(await bar(page).textContent(), path).toContain(text.measure);
    }

    await page.locator(".filters input").last().focus();
    await soon(async () => {
      await page.keyboard.press("Alt+a");
      return bar(page).count();
    }).toBe(0);
    await soon(unacknowledgedP1).toEqual([]);
    await page.context().close();
  });

  test("is heard in one tab, until somebody mutes the seat with a reason", async () => {
    const page = await sit(`/console?lang=${lang}`);
    await page.locator("[data-sound=on]").waitFor();
    await publish(DEPTH_M);
    await bar(page).waitFor();
    await soon(async () => (await tones(page)).slice(0, 6)).toEqual(P1_TONES);
    await soon(async () => (await tones(page)).filter((hz) => hz === 880).length).toBe(6);

    const second = await page.context().newPage();
    await second.addInitScript(watchAudio);
    await second.goto(`${shared.url}/console?lang=${lang}`);
    await bar(second).waitFor();
    await clickOnce(second);
    const locks = () =>
      page.evaluate(async () => {
        const { held = [], pending = [] } = await navigator.locks.query();
        return { held: held.length, pending: pending.length };
      });
    await soon(locks).toEqual({ held: 1, pending: 1 });
    expect(await tones(second)).toEqual([]);

    await page.locator("[data-sound]").click();
    await page.locator("[data-mute=call]").click();
    for (const tab of [page, second]) {
      await tab.locator("[data-sound=muted]").waitFor();
      expect(await tab.locator("[data-sound=muted]").textContent()).toContain(text.reason);
    }

    // The other tab takes over; the mute of the seat holds for it too.
    await page.close();
    await soon(() => second.evaluate(async () => (await navigator.locks.query()).held?.length)).toBe(1);
    expect(await tones(second)).toEqual([]);
    await second.locator("[data-sound]").click();
    await second.locator(".sound-menu .primary").click();
    await soon(async () => (await tones(second)).slice(0, 6)).toEqual(P1_TONES);
    await second.context().close();
  });
});

test("a page that the browser keeps silent says so until a click", async () => {
  const page = await sit("/console", true);
  await publish(DEPTH_M);
  await bar(page).waitFor();
  const blocked = page.locator("[data-sound=blocked]");
  expect(await blocked.textContent()).toContain("声音被浏览器阻止，点此开启");
  expect(await tones(page)).toEqual([]);
  await page.evaluate(() => {
    window.isSoundAllowed = true;
  });
  await blocked.click();
  await page.locator("[data-sound=on]").waitFor();
  await soon(async () => (await tones(page)).slice(0, 6)).toEqual(P1_TONES);
  await page.context().close();
});

test("its sign pulses by a ring and is never dimmed, in list, bar, map and wall", async () => {
  const page = await sit("/console?tab=alarms");
  await publish(DEPTH_M);
  const signs = page.locator("svg.pulse-p1");
  await page.locator(".events .row svg.pulse-p1").waitFor();
  await page.locator('[data-urgent="true"] > .pulse-ring').first().waitFor();
  const wall = await shared.sit("leader", "/wall?theme=emergency");
  await wall.locator("[data-feed] svg.pulse-p1").waitFor();
  await wall.locator('[data-urgent="true"] > .pulse-ring').first().waitFor();

  const opacities = (shown: Page) =>
    shown.evaluate(() => {
      const signsOf = document.querySelectorAll("svg.pulse-p1, svg.pulse-p1 path, [data-urgent=true] > g");
      return [...new Set([...signsOf].map((sign) => getComputedStyle(sign).opacity))];
    });
  for (let sample = 0; sample < 6; sample += 1) {
    expect(await opacities(page)).toEqual(["1"]);
    expect(await opacities(wall)).toEqual(["1"]);
    await page.waitForTimeout(170);
  }

  const animations = () =>
    page.evaluate(() =>
      [...document.querySelectorAll(".pulse-p1, .pulse-ring, .p1-bar")].map(
        (each) => getComputedStyle(each).animationName,
      ),
    );
  expect(new Set(await animations())).toEqual(new Set(["pulse-p1", "pulse-ring", "pulse-p1-bar"]));
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(new Set(await animations())).toEqual(new Set(["none"]));
  expect(await signs.count()).toBeGreaterThanOrEqual(2);
  await page.context().close();
  await wall.context().close();
});
