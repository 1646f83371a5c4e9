// One water level, from a device's MQTT message over alarm and case to the closed case, seen on the wall and handled at the
// console.
import type { DemoDevice } from "@minqing/core/access/demo";
import { AlarmView } from "@minqing/core/alarm/alarm";
import { CaseView } from "@minqing/core/case/case";
import { ThingView } from "@minqing/core/thing/thing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { publishOnce, spareDevice } from "./publish.ts";
import { SharedDesk, says } from "./shared-desk.ts";

const MINUTE_MS = 60_000;
let shared: SharedDesk;
let gauge: DemoDevice;
let thing: ThingView;

beforeAll(async () => {
  shared = await SharedDesk.open();
  gauge = spareDevice(await shared.devices(), "river_level");
  thing = await shared.seats.client("leader").get(`/api/things/${gauge.username}`, ThingView);
}, 300_000);
afterAll(() => shared?.close());

const attribute = (name: string): number => z.number().parse(thing.attributes[name]);
const publish = (levelM: number, atMs: number) =>
  publishOnce(shared.mqttPort, gauge, { t: atMs, values: { water_level: levelM } });

const caseOfAlarm = async (): Promise<CaseView | undefined> => {
  const page = await shared.seats.client("leader").get("/api/cases?limit=50", z.object({ items: z.array(CaseView) }));
  return page.items.find((row) => row.source === "alarm" && row.priority === 1);
};
const alarms = async (): Promise<AlarmView[]> => {
  const page = await shared.seats.client("leader").get("/api/alarms?limit=50", z.object({ items: z.array(AlarmView) }));
  return page.items.filter((alarm) => alarm.thingId === gauge.username);
};

const urgentOnWall = (wall: Page) => wall.locator('[data-feed][data-priority="1"]').count();

test("a river over its guarantee level goes from the gauge to a closed case", async () => {
  const wall = await shared.sit("leader", "/wall");
  await expect.poll(() => wall.evaluate(() => window.minqing?.board()?.connection), { timeout: 60_000 }).toBe("live");
  await wall.locator("[data-panel=feed] .feed-row, [data-panel=feed] .empty").first().waitFor();
  const before = await urgentOnWall(wall);

  // In event time, so that no hold must be waited for: the flood began nine minutes ago.
  const start = Date.now() - 9 * MINUTE_MS;
  await publish(attribute("guaranteeLevelM") + 0.3, start);
  await wall.locator('[data-feed][data-priority="1"][data-urgent="true"]').first().waitFor();
  await expect.poll(async () => (await caseOfAlarm())?.status, { timeout: 20_000 }).toBe("registered");
  const row = CaseView.parse(await caseOfAlarm());

  // An unacknowledged P1 leads the feed after a reload and in every theme.
  for (const theme of ["emergency", "river", "urban", "traffic"]) {
    await wall.goto(`${shared.url}/wall?theme=${theme}`);
    await wall.locator("[data-feed]").first().waitFor();
    expect(await wall.locator("[data-feed]").first().getAttribute("data-priority"), theme).toBe("1");
  }

  const desk = await shared.sit("operator", "/console");
  await desk.locator(`.unassigned .row:has-text("${row.number}")`).click();
  await desk.keyboard.press("d");
  await desk.locator(".dock-choice").first().waitFor();
  await desk.keyboard.press("1");
  await desk.keyboard.press("Enter");
  await desk.locator(".dock .is-armed").waitFor();
  await desk.keyboard.press("Enter");
  await says(desk, `${row.number} 已派遣`);

  const unit = shared.seats.client("disposal");
  const command = async (type: string) => {
    const { version } = CaseView.parse(await caseOfAlarm());
    return unit.post(`/api/cases/${row.id}/commands`, { type, version }, CaseView);
  };
  await command("take");
  await command("submit");
  const operator = shared.seats.client("operator");
  for (const alarm of await alarms()) {
    if (alarm.acknowledgedAt === null) {
      await operator.post(`/api/alarms/${alarm.id}/acknowledge`, { version: alarm.version }, AlarmView);
    }
  }
  await desk.goto(`${shared.url}/console/cases/${row.id}`);
  await desk.locator(".step.is-current:has-text('结案')").waitFor();
  // The water is still high: the console says so, and closing takes a reason.
  await desk.keyboard.press("r");
  await desk.locator(".dock input:focus").waitFor();
  await desk.locator(".dock-alert", { hasText: /告警仍在：.*水位 [\d.]+ m（限 [\d.]+）/ }).waitFor();
  expect(await desk.locator(".dock .primary").isDisabled()).toBe(true);
  await desk.keyboard.press("1");
  await desk.keyboard.press("Enter");
  await desk.locator(".dock .is-armed").waitFor();
  await desk.keyboard.press("Enter");
  await desk.locator(".step.is-end:has-text('已结案')").waitFor();
  expect((await caseOfAlarm())?.status).toBe("closed");

  // The water falls; the alarm clears in event time, and nothing urgent is left on the wall.
  const low = attribute("normalLevelM");
  for (const minute of [1, 4, 7]) await publish(low, start + minute * MINUTE_MS);
  await expect.poll(async () => (await alarms()).every(({ clearedAt }) => clearedAt !== null)).toBe(true);
  await expect.poll(() => urgentOnWall(wall), { timeout: 20_000 }).toBe(before);
}, 300_000);
