// Approvals (复核): the security administrator makes auditors, and the system administrator decides whether they work.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FIRST, SharedDesk, says, TIMEOUT_MS, textOf } from "../shared-desk.ts";

let desk: SharedDesk;
beforeAll(async () => {
  desk = await SharedDesk.open();
}, 300_000);
afterAll(() => desk?.close());

/** Makes the account of an auditor; returns its first password, as the page shows it once. */
async function makeAuditor(page: Page, username: string, name: string): Promise<string> {
  await page.locator("#accounts .row").first().waitFor();
  await page.keyboard.press("n");
  await page.locator("#account-username:focus").fill(username);
  await page.locator("#account-name").fill(name);
  await page.locator("input[value=audit_administrator]").check();
  await page.locator(".region-browser input").fill(FIRST);
  await page.locator(`[data-region="${FIRST}"] [data-give]`).click();
  await page.locator(".account-form .primary").filter({ hasText: "提交复核" }).click();
  await page.locator(".ask [data-yes]").click();
  await says(page, `已提交复核：${name}`);
  await page.locator("[data-awaits]").filter({ hasText: "须由系统管理员复核通过后才有效" }).waitFor();
  await page.locator("#accounts .row.is-selected [data-badge=awaits-approval]").waitFor();
  return textOf(page, "[data-fresh-password]");
}

const signIn = async (username: string, password: string): Promise<number> => {
  const headers = { origin: desk.url, "content-type": "application/json" };
  const body = JSON.stringify({ username, password });
  return (await fetch(`${desk.url}/api/session`, { method: "POST", headers, body })).status;
};

const buttons = (page: Page) => page.locator("[data-decide]");

async function decide(page: Page, username: string, decision: "approved" | "refused", effect: string): Promise<void> {
  await page.locator("#approvals .row").first().waitFor();
  await page.keyboard.press("/");
  await page.locator("[data-search]:focus").fill(username);
  await expect.poll(() => page.locator("#approvals .row").count(), { timeout: TIMEOUT_MS }).toBe(1);
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.locator(".facts[data-detail]").filter({ hasText: "审计管理员" }).waitFor();
  await page.locator(`[data-decide=${decision}]`).click();
  await page.locator(".ask li").filter({ hasText: effect }).waitFor();
  await page.locator(".ask [data-yes]").click();
  await page.locator(`#approvals [data-badge=${decision}]`).waitFor();
  expect(await buttons(page).count()).toBe(0);
}

test("an auditor works only after the system administrator has approved the account, and a refused one never", async () => {
  const security = await desk.sit("secadmin", "/admin/accounts");
  const password = await makeAuditor(security, "audit-li", "李审");
  expect(await signIn("audit-li", password)).toBe(401);

  await security.locator(".awaits [data-request]").click();
  await security.locator(".decision").filter({ hasText: "你自己的申请：由系统管理员复核" }).waitFor();
  expect(await buttons(security).allTextContents()).toEqual(["撤回申请"]);
  await security.locator(".sections a[href='/admin/accounts']").click();
  const refused = await makeAuditor(security, "audit-wu", "吴审");

  const auditor = await desk.sit("auditor", "/admin/approvals?q=audit-li");
  await auditor.locator("[data-waiting]").waitFor();
  await auditor.locator("#approvals .row").click();
  await auditor.locator(".decision").filter({ hasText: "审计管理员只看" }).waitFor();

  const system = await desk.sit("sysadmin", "/admin");
  await system.locator("[data-waiting]").click();
  await decide(system, "audit-li", "approved", "audit-li 立即可以登录");
  await decide(system, "audit-wu", "refused", "audit-wu 停用，不能登录");
  expect([await signIn("audit-li", password), await signIn("audit-wu", refused)]).toEqual([200, 401]);

  await security.goto(`${desk.url}/admin/accounts?q=audit-`);
  await security.locator("#accounts .row").filter({ hasText: "吴审" }).locator("[data-badge=disabled]").waitFor();
  expect(await security.locator("#accounts [data-badge=awaits-approval]").count()).toBe(0);
}, 120_000);

test("a new password of an administrator waits, and the old one stays until then", async () => {
  const security = await desk.sit("secadmin", "/admin/accounts?account=sysadmin");
  await security.locator("[data-act=password]").click();
  await security.locator(".ask li").filter({ hasText: "先提交系统管理员复核" }).waitFor();
  await security.locator(".ask [data-yes]").click();
  await says(security, "已提交复核");
  const fresh = await textOf(security, "[data-fresh-password]");
  await security.locator(".awaits").filter({ hasText: "重置密码" }).waitFor();
  expect([await signIn("sysadmin", fresh), await signIn("sysadmin", desk.seats.password("sysadmin"))]).toEqual([
    401, 200,
  ]);
  const system = await desk.sit("sysadmin", "/admin/approvals");
  await system.locator("#approvals .row").filter({ hasText: "重置密码" }).first().click();
  // Refused, because other tests use the account.
  await system.locator("[data-decide=refused]").click();
  await system.locator(".ask [data-yes]").click();
  await says(system, "已退回：sysadmin");
}, 120_000);

test("an imported sheet says how many of its accounts wait, and names them in its request", async () => {
  const security = await desk.sit("secadmin", "/admin/imports");
  const sheet = "账号,姓名,角色,辖区\nxc-zheng,郑小西,网格员,441521\nxc-deng,邓市长,领导,441500\n";
  const file = { name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(sheet) };
  await security.locator("#import-file").setInputFiles(file);
  await security.locator("[data-check]").click();
  await security.locator("[data-write]:enabled").click();
  await security.locator(".ask li").filter({ hasText: "须由系统管理员复核后才生效" }).waitFor();
  await security.locator(".ask [data-yes]").click();
  await security.locator("[data-held]").filter({ hasText: "其中 1 个账号待系统管理员复核" }).waitFor();
  await Promise.all([security.waitForEvent("download"), security.locator("[data-passwords]").click()]);
  await security.locator("[data-held] [data-request]").click();
  await security.locator(".facts[data-detail]").filter({ hasText: "xc-deng" }).waitFor();
  expect(await textOf(security, ".facts[data-detail]")).not.toContain("xc-zheng");
}, 120_000);
