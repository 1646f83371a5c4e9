// Three administrators and a grid worker (网格员): an account is made, used for the first time, given another scope under an
// open page, and both acts are found in the audit trail.
import { CaseView } from "@minqing/core/case/case";
import { RegionView } from "@minqing/core/region/region";
import { TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { FIRST, SECOND, SharedDesk, says, TIMEOUT_MS, textOf } from "../shared-desk.ts";

const NAME = "wgy-lin";

let desk: SharedDesk;
beforeAll(async () => {
  desk = await SharedDesk.open();
}, 300_000);
afterAll(() => desk?.close());

const Cases = z.object({ items: z.array(CaseView) });
const Regions = z.object({ items: z.array(RegionView) });

/** A village of a county with a case in it. */
async function villageWithCase(county: string): Promise<{ village: RegionView; row: CaseView }> {
  const { items } = await desk.seats.client("secadmin").get("/api/regions?level=village", Regions);
  for (const village of items.filter(({ code }) => code.startsWith(county))) {
    const report = { category: "0506", title: `积水 ${village.code}`, position: village.labelPoint };
    const row = await desk.seats.client("operator").post("/api/cases", report, CaseView);
    if (row.regionCode.startsWith(village.code)) return { village, row };
  }
  throw new Error(`expected a village of ${county} that holds its own label, got none`);
}

async function requireSecondFactor(page: Page): Promise<void> {
  await page.locator(".sections a[href='/admin/policy']").click();
  await page.getByLabel("网格员").check();
  await page.locator(".policy-form .primary").click();
  await page.locator(".ask li").filter({ hasText: "网格员" }).waitFor();
  await page.locator(".ask [data-yes]").click();
  await says(page, "已保存，即刻生效");
  await page.locator(".sections a[href='/admin/accounts']").click();
}

const giveRegion = async (page: Page, { code }: RegionView) => {
  await page.locator(".region-browser input").fill(code);
  await page.locator(`[data-region="${code}"] [data-give]`).click();
};

/** Fills the form by keyboard; returns the first password that the page shows. */
async function makeAccount(page: Page, village: RegionView): Promise<string> {
  await page.locator("#accounts .row").first().waitFor();
  await page.keyboard.press("n");
  await page.locator("#account-username:focus").waitFor();
  await page.keyboard.type(NAME);
  await page.keyboard.press("Tab");
  await page.keyboard.type("林小北");
  // Leaves the field, then presses Escape once more: the filled form must not be lost.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.locator(".ask").waitFor();
  await page.keyboard.press("Escape");
  expect(await page.locator("#account-username").inputValue()).toBe(NAME);
  await page.locator("input[value=grid_worker]").check();
  await giveRegion(page, village);
  await page.locator(".account-form .primary").click();
  return textOf(page, "[data-fresh-password]");
}

async function firstSignIn(page: Page, password: string, next: string): Promise<void> {
  await page.goto(`${desk.url}/console`);
  await page.locator("input[name=username]:focus").waitFor();
  await page.keyboard.type(NAME);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");

  await page.locator("[data-required-step=change-password] input[name=current]:focus").waitFor();
  await page.keyboard.type(password);
  await page.locator("input[name=next]").fill("short");
  await page.locator("input[name=again]").fill("short");
  expect(await page.locator(".rules [data-met=false]").count()).toBe(2);
  expect(await page.locator("[data-required-step] .main-act").isDisabled()).toBe(true);
  await page.locator("input[name=next]").fill(next);
  await page.locator("input[name=again]").fill(next);
  await page.keyboard.press("Enter");

  await page.locator("[data-required-step=set-up-second-factor] input[name=password]:focus").waitFor();
  await page.keyboard.type(next);
  await page.keyboard.press("Enter");
  const secret = (await textOf(page, "[data-secret]")).replaceAll(" ", "");
  await page.locator("input[name=code]").fill(new TOTP({ secret }).generate());
  await page.keyboard.press("Enter");
  await page.locator(".codes").waitFor();
  expect(await page.locator(".codes li").count()).toBe(10);
  await page.locator(".recovery .main-act").click();
  await page.locator(".console").waitFor();
}

/** The regions of all objects on the page's board. */
const regionsOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { objects = {} } = window.minqing?.board() ?? {};
    const rows = ["case", "alarm", "detection"].flatMap((kind) => objects[kind] ?? []) as { regionCode: string }[];
    return [...new Set(rows.map(({ regionCode }) => regionCode))];
  });
const casesOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const rows = (window.minqing?.board()?.objects["case"] ?? []) as { id: string }[];
    return rows.map(({ id }) => id);
  });

async function sees(page: Page, { village, row }: { village: RegionView; row: CaseView }): Promise<void> {
  await expect.poll(() => casesOn(page), { timeout: TIMEOUT_MS }).toContain(row.id);
  const regions = await regionsOn(page);
  expect(regions.filter((code) => !code.startsWith(village.code))).toEqual([]);
}

test("an account is made, first used, moved under an open page, and found in the audit trail", async () => {
  const [here, there] = [await villageWithCase(FIRST), await villageWithCase(SECOND)];
  const security = await desk.sit("secadmin", "/admin");
  await requireSecondFactor(security);
  const password = await makeAccount(security, here.village);

  const context = await desk.browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: "zh-CN" });
  const worker = await context.newPage();
  worker.setDefaultTimeout(TIMEOUT_MS);
  await firstSignIn(worker, password, "Harbour-2026-lin");
  await sees(worker, here);
  const mine = await context.request.get(`${desk.url}/api/cases?limit=500`);
  const others = Cases.parse(await mine.json()).items.filter((row) => !row.regionCode.startsWith(here.village.code));
  expect(others).toEqual([]);

  // The sign-in has given the row a newer version than the pane shows: reload it, as the administrator would.
  await security.goto(`${desk.url}/admin/accounts?account=${NAME}`);
  await security.locator(".chip .icon-button").click();
  await giveRegion(security, there.village);
  const isMoved = expect
    .poll(() => casesOn(worker).catch(() => []), { timeout: TIMEOUT_MS, interval: 50 })
    .toEqual([there.row.id]);
  const saved = security.waitForResponse((response) => response.request().method() === "PUT");
  await security.locator(".account-form .primary").click();
  expect((await saved).status()).toBe(200);
  await isMoved;
  await sees(worker, there);

  const auditor = await desk.sit("auditor", `/admin/audit?objectId=${NAME}`);
  const rows = auditor.locator("#audit .row");
  await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(2);
  expect(await rows.allTextContents()).toEqual([
    expect.stringMatching(/secadmin[\s\S]*修改账号[\s\S]*完成/),
    expect.stringMatching(/secadmin[\s\S]*建立账号[\s\S]*完成/),
  ]);
  await rows.first().click();
  const change = auditor.locator(".detail-table tr", { hasText: "regionCodes" }).locator("td");
  await change.first().waitFor();
  expect(await change.allTextContents()).toEqual([here.village.code, there.village.code]);
  await auditor.locator("[data-verify]").click();
  await auditor.locator(".verdict").filter({ hasText: "前后一致" }).waitFor();
}, 300_000);
