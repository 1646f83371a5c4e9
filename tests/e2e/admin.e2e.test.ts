// Three administrators and a grid worker (网格员): an account is made, used for the first time, given another scope under an
// open page, and both acts are found in the audit trail.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CaseView } from "@minqing/core/case/case";
import { RegionView } from "@minqing/core/region/region";
import { TOTP } from "otpauth";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { launchChromium } from "../services/chromium.ts";
import { type DemoProgram, startDemo } from "../services/demo-program.ts";
import { lintPage } from "../web/wall/lint-page.ts";
import { DemoSeats } from "./demo-seats.ts";

const NAME = "wgy-lin";
const FIRST = "441521";
const SECOND = "441581";
/** Ends only what hangs: that a change of scope reaches an open socket within a second is tested with the hub. */
const PATIENCE_MS = 90_000;

const folder = await mkdtemp(join(tmpdir(), "minqing-admin-"));
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

const Cases = z.object({ items: z.array(CaseView) });
const Regions = z.object({ items: z.array(RegionView) });

/** A village of a county with a case in it. */
async function villageWithCase(county: string): Promise<{ village: RegionView; row: CaseView }> {
  const { items } = await seats.client("secadmin").get("/api/regions?level=village", Regions);
  for (const village of items.filter(({ code }) => code.startsWith(county))) {
    const report = { category: "0506", title: `积水 ${village.code}`, position: village.labelPoint };
    const row = await seats.client("operator").post("/api/cases", report, CaseView);
    if (row.regionCode.startsWith(village.code)) return { village, row };
  }
  throw new Error(`expected a village of ${county} that holds its own label, got none`);
}

async function sit(username: string, path: string): Promise<Page> {
  const page = await seats.sit(browser, username, path);
  page.setDefaultTimeout(PATIENCE_MS);
  return page;
}

const textOf = async (page: Page, selector: string): Promise<string> =>
  z.string().parse(await page.locator(selector).textContent());

const says = (page: Page, text: string) => page.locator(".notice").filter({ hasText: text }).waitFor();

async function requireSecondFactor(page: Page): Promise<void> {
  await page.locator(".sections a[href='/admin/policy']").click();
  await page.getByLabel("网格员").check();
  await page.locator(".policy-form .primary").click();
  await page.locator(".ask li").filter({ hasText: "网格员" }).waitFor();
  await page.locator(".ask [data-yes]").click();
  await says(page, "登录策略已修改");
  await page.locator(".sections a[href='/admin/accounts']").click();
}

const giveRegion = async (page: Page, { code }: RegionView) => {
  await page.locator(".region-browser input").fill(code);
  await page.locator(`[data-region="${code}"] [data-give]`).click();
};

/** By keyboard as far as a form goes; the first password is read where it is told. */
async function makeAccount(page: Page, village: RegionView): Promise<string> {
  await page.locator("#accounts .row").first().waitFor();
  await page.keyboard.press("n");
  await page.locator("#account-username:focus").waitFor();
  await page.keyboard.type(NAME);
  await page.keyboard.press("Tab");
  await page.keyboard.type("林小北");
  // Out of the field, then a stray key: what is filled in is not lost.
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
  await page.goto(`${demo.url}/console`);
  await page.locator("input[name=username]:focus").waitFor();
  await page.keyboard.type(NAME);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");

  await page.locator("[data-duty=change-password] input[name=current]:focus").waitFor();
  await page.keyboard.type(password);
  await page.locator("input[name=next]").fill("short");
  await page.locator("input[name=again]").fill("short");
  expect(await page.locator(".rules [data-met=false]").count()).toBe(2);
  expect(await page.locator("[data-duty] .main-act").isDisabled()).toBe(true);
  await page.locator("input[name=next]").fill(next);
  await page.locator("input[name=again]").fill(next);
  await page.keyboard.press("Enter");

  await page.locator("[data-duty=set-up-second-factor] input[name=password]:focus").waitFor();
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

/** The regions of all objects that have one, on the page's board. */
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
  await expect.poll(() => casesOn(page), { timeout: PATIENCE_MS }).toContain(row.id);
  const regions = await regionsOn(page);
  expect(regions.filter((code) => !code.startsWith(village.code))).toEqual([]);
}

test("an account is made, first used, moved under an open page, and found in the audit trail", async () => {
  const [here, there] = [await villageWithCase(FIRST), await villageWithCase(SECOND)];
  const security = await sit("secadmin", "/admin");
  await requireSecondFactor(security);
  const password = await makeAccount(security, here.village);

  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: "zh-CN" });
  const worker = await context.newPage();
  worker.setDefaultTimeout(PATIENCE_MS);
  await firstSignIn(worker, password, "Harbour-2026-lin");
  await sees(worker, here);
  const mine = await context.request.get(`${demo.url}/api/cases?limit=500`);
  const others = Cases.parse(await mine.json()).items.filter((row) => !row.regionCode.startsWith(here.village.code));
  expect(others).toEqual([]);

  // Signed in meanwhile, so the row has a newer version than the pane: read again, as somebody at the desk would.
  await security.goto(`${demo.url}/admin/accounts?account=${NAME}`);
  await security.locator(".chip .icon-button").click();
  await giveRegion(security, there.village);
  const isMoved = expect
    .poll(() => casesOn(worker).catch(() => []), { timeout: PATIENCE_MS, interval: 50 })
    .toEqual([there.row.id]);
  const saved = security.waitForResponse((response) => response.request().method() === "PUT");
  await security.locator(".account-form .primary").click();
  expect((await saved).status()).toBe(200);
  await isMoved;
  await sees(worker, there);

  const auditor = await sit("auditor", `/admin/audit?objectId=${NAME}`);
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

test("who mistypes too often is told so, and let in again by the security administrator", async () => {
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`${demo.url}/console`);
  await page.locator("input[name=username]").fill("dispatcher");
  for (const word of [
    "账号或密码不对",
    "账号或密码不对",
    "账号或密码不对",
    "账号或密码不对",
    "账号或密码不对",
    "暂时锁定",
  ]) {
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await page.locator("input[name=password]").fill("not the password");
    await page.keyboard.press("Enter");
    await answered;
    await page.locator(".refusal").filter({ hasText: word }).waitFor();
  }
  const security = await sit("secadmin", "/admin/accounts?q=dispatcher&account=dispatcher");
  await security.locator("#accounts [data-sign=locked]").waitFor();
  await security.locator("[data-act=unlock]").click();
  await security.locator(".ask [data-yes]").click();
  await says(security, "已解锁");
  expect(await security.locator("#accounts [data-sign=locked]").count()).toBe(0);
  expect(await security.locator("[data-act=unlock]").count()).toBe(0);
  const again = await sit("dispatcher", "/admin");
  await again.locator(".admin").waitFor();
}, 180_000);

test("an ended session brings the open page back to the sign-in form", async () => {
  const security = await sit("secadmin", "/admin");
  const leader = await sit("leader", "/console");
  await leader.locator(".console").waitFor();
  await security.goto(`${demo.url}/admin/sessions?username=leader`);
  await security.locator("[data-session=leader] [data-end]").first().click();
  await security.locator(".ask [data-yes]").click();
  await says(security, "会话已结束");
  await leader.locator("input[name=username]:focus").waitFor();
}, 120_000);

test("a sheet of people is checked, mended and written, and its first password opens an account", async () => {
  const page = await sit("secadmin", "/admin/imports");
  const choose = (line: string) =>
    page.locator("#import-file").setInputFiles({
      name: "people.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(`账号,姓名,角色,辖区\n${line}\n`),
    });
  await choose("x".repeat(5 * 1024 * 1024));
  await says(page, "文件太大");
  expect(await page.locator("[data-check]").isDisabled()).toBe(true);
  await choose("wgy-su,苏小东,网格长,441521");
  await page.locator("[data-check]").click();
  await page.locator("[data-cell=C2]").filter({ hasText: "网格长" }).waitFor();
  expect(await page.locator("[data-write]").isDisabled()).toBe(true);

  await choose("wgy-su,苏小东,网格员,441521");
  await page.locator("[data-check]").click();
  await page.locator(".verdict").filter({ hasText: "全部无误" }).waitFor();
  await page.locator("[data-write]").click();
  await page.locator(".ask li").filter({ hasText: "新建 1 个账号" }).waitFor();
  await page.locator(".ask [data-yes]").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("[data-passwords]").click()]);
  const [, line = ""] = (await readFile(await download.path(), "utf8")).split("\r\n");
  const [username, password] = line.split(",");
  expect(username).toBe("wgy-su");
  const answer = await page.context().request.post(`${demo.url}/api/session`, {
    data: { username, password },
    headers: { origin: demo.url },
  });
  expect(await answer.json()).toMatchObject({ session: { username: "wgy-su", duty: "change-password" } });
}, 120_000);

test("a partner system's token is made, told once, used, and of no use from the moment it is ended", async () => {
  const page = await sit("secadmin", "/admin/tokens");
  await page.locator(".empty").waitFor();
  await page.keyboard.press("n");
  await page.locator("#token-name:focus").waitFor();
  await page.keyboard.type("hotline");
  await page.locator("#token-purpose").fill("12345 热线平台");
  await page.locator("input[value=partner]").check();
  await page.locator(".account-form .primary").click();
  await page.locator(".field-error").filter({ hasText: "辖区" }).waitFor();
  await page.locator(".region-browser input").fill(FIRST);
  await page.locator(`[data-region="${FIRST}"] [data-give]`).click();
  await page.locator("input[name=case-range][value=department]").check();
  await page.locator(".account-form .primary").click();
  await page.locator(".field-error").filter({ hasText: "部门" }).waitFor();
  await page.locator("input[name=case-range][value=own]").check();
  await page.locator("input[name=clearance][value='1']").check();
  await page.locator(".account-form .primary").click();
  const token = await textOf(page, "[data-fresh-password]");
  const ask = () => fetch(`${demo.url}/api/cases`, { headers: { authorization: `Bearer ${token}` } });
  expect(await (await ask()).json()).toMatchObject({ items: [] });

  await page.reload();
  for (const word of ["仅本系统上报", "到内部"]) await page.locator(".facts").filter({ hasText: word }).waitFor();
  await page.locator("#tokens .row [data-sign=valid]").waitFor();
  expect(await page.locator("[data-fresh-password]").count()).toBe(0);
  await page.locator("[data-end]").click();
  await page.locator(".ask [data-yes]").click();
  await says(page, "已终止");
  await page.locator("#tokens .row [data-sign=ended]").waitFor();
  expect(await page.locator("[data-end]").count()).toBe(0);
  const refused = await ask();
  expect([refused.status, await refused.json()]).toMatchObject([401, { type: "urn:problem:token-ended" }]);
}, 120_000);

test("a department is renamed and ended on its page, somebody is put on duty, and the history says by whom", async () => {
  const page = await sit("secadmin", "/admin/organisation?unit=441521-sanitation");
  const save = () => page.locator(".unit-form .primary").click();
  await page.locator("#unit-name").fill("海丰县环卫中心");
  await save();
  await says(page, "已保存：海丰县环卫中心");
  await page.locator(".unit-change[data-version='2']").filter({ hasText: "海丰县环卫中心" }).waitFor();
  await page.locator("#unit-validTo").fill("2099-01-01");
  await save();
  await page.locator(".ask li").filter({ hasText: "4 人仍在这里" }).waitFor();
  await page.locator(".ask [data-yes]").click();
  await page.locator(".unit-change[data-version='3']").filter({ hasText: "2099-01-01" }).waitFor();
  expect(await page.locator(".unit-change").allTextContents()).toEqual([
    expect.stringContaining("secadmin"),
    expect.stringContaining("secadmin"),
  ]);

  await page.locator("[data-tab=shifts]").click();
  await page.keyboard.press("n");
  await save();
  await page.locator(".field-error").first().waitFor();
  await page.locator("#unit-departmentId").selectOption("441521-sanitation");
  await page.locator("#unit-personId").selectOption("handler-441521-sanitation-1");
  await page.locator("#unit-name").fill("防汛值班");
  await page.locator("#unit-startsAt").fill("2098-12-30T08:00");
  await page.locator("#unit-endsAt").fill("2098-12-31T08:00");
  await save();
  await says(page, "已建立：防汛值班");
  await page.locator(".filters input[type=date]").fill("2098-12-30");
  await page.locator("#units .row").filter({ hasText: "防汛值班" }).waitFor();
}, 120_000);

test("data protection is changed by the security administrator within its bounds, and read by the audit administrator", async () => {
  const page = await sit("secadmin", "/admin/privacy");
  const save = (pane: string) => page.locator(`.privacy .pane[aria-label=${pane}] .form-foot .primary`);
  await page.locator("#keep-audit").fill("90");
  expect(await save("保存期限").isDisabled()).toBe(true);
  await page.locator("#keep-audit").fill("180");
  await page.locator("#keep-picture").fill("60");
  await save("保存期限").click();
  await page.locator(".ask li").filter({ hasText: "抓拍图片：90 → 60 天" }).waitFor();
  await page.locator(".ask [data-yes]").click();
  await page.locator(".notice").filter({ hasText: "已保存" }).waitFor();
  await page.locator(".field-tabs button").filter({ hasText: "电话" }).click();
  await page.getByLabel("领导: 办结回访").click();
  await save("脱敏策略").click();
  await page.locator(".ask li").filter({ hasText: "电话 · 领导 · 办结回访：明文 允许" }).waitFor();
  await page.locator(".ask [data-yes]").click();
  await expect.poll(() => save("脱敏策略").isDisabled(), { timeout: PATIENCE_MS }).toBe(true);
  const auditor = await sit("auditor", "/admin/privacy");
  await auditor.locator("#keep-picture").waitFor();
  expect([
    await auditor.locator("#keep-picture").inputValue(),
    await auditor.locator("#keep-picture").isDisabled(),
  ]).toEqual([...["60", true]]);
  await auditor.locator(".field-tabs button").filter({ hasText: "电话" }).click();
  expect(await auditor.getByLabel("领导: 办结回访").isChecked()).toBe(true);
  expect(await auditor.locator(".privacy .primary").count()).toBe(0);
}, 120_000);

async function faultsOf(page: Page): Promise<string[]> {
  const findings = await page.evaluate(lintPage, {
    root: ".admin",
    floorPx: 12,
    lists: ".list, .regions, .account-form > fieldset",
  });
  return findings.map(({ kind, text, detail }) => `${kind}: ${text}: ${detail}`);
}

test.each([
  [
    "secadmin",
    ["accounts?q=oper&account=operator", "sessions", "tokens", "policy", "imports", "privacy", "permissions", "me"],
  ],
  [
    "secadmin",
    [
      "organisation?unit=441500-command",
      "organisation?tab=people&department=441500-command&unit=acceptor-441500-01",
      ...["posts", "shifts", "regions"].map((tab) => `organisation?tab=${tab}`),
    ],
  ],
  ["sysadmin", ["devices"]],
  ["auditor", ["audit", "privacy"]],
])(
  "what %s sees is legible in both languages, and the page complains of nothing",
  async (username, sections) => {
    const page = await sit(username, "/admin");
    const complaints: string[] = [];
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    for (const section of sections) {
      for (const lang of ["zh-CN", "en"]) {
        const separator = section.includes("?") ? "&" : "?";
        await page.goto(`${demo.url}/admin/${section}${separator}lang=${lang}`);
        await page.locator(".admin-main .pane").first().waitFor();
        await expect.poll(() => page.locator(".admin-main .skeleton").count(), { timeout: PATIENCE_MS }).toBe(0);
        expect([section, lang, await faultsOf(page)]).toEqual([section, lang, []]);
      }
    }
    expect(complaints).toEqual([]);
  },
  180_000,
);

test("nobody is shown what their roles do not open", async () => {
  const auditor = await sit("auditor", "/admin/accounts");
  await auditor.locator(".empty").waitFor();
  expect(await auditor.locator(".sections a").count()).toBe(4);
  await auditor.goto(`${demo.url}/console`);
  await auditor.locator("a[href='/admin']").waitFor();
  expect(await auditor.locator(".console").count()).toBe(0);
}, 120_000);
