// What the security administrator manages besides accounts: imported sheets of people, tokens of partner systems, units and
// shifts, and data protection.
import { readFile } from "node:fs/promises";
import { ApprovalView } from "@minqing/core/access/approval";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { FIRST, pick, SharedDesk, says, TIMEOUT_MS, textOf } from "../shared-desk.ts";

let desk: SharedDesk;
beforeAll(async () => {
  desk = await SharedDesk.open();
}, 300_000);
afterAll(() => desk?.close());

test("a sheet of people is checked, corrected and written, and a first password from it signs in", async () => {
  const page = await desk.sit("secadmin", "/admin/imports");
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
  const answer = await page.context().request.post(`${desk.url}/api/session`, {
    data: { username, password },
    headers: { origin: desk.url },
  });
  expect(await answer.json()).toMatchObject({ session: { username: "wgy-su", duty: "change-password" } });
}, 120_000);

/** The other administrator approves what was requested about `object`. */
async function approve(object: string): Promise<void> {
  const system = desk.seats.client("sysadmin");
  const { items } = await system.get("/api/approvals", z.object({ items: z.array(ApprovalView) }));
  const request = items.find((each) => each.object === object && each.decision === null);
  await system.post(`/api/approvals/${request?.id}/decision`, { decision: "approved" }, ApprovalView);
}

test("a partner system's token is made, shown once, approved, used, and refused from the moment it is ended", async () => {
  const page = await desk.sit("secadmin", "/admin/tokens");
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
  const ask = () => fetch(`${desk.url}/api/cases`, { headers: { authorization: `Bearer ${token}` } });
  await says(page, "已提交复核：hotline");
  await page.locator("[data-awaits]").waitFor();
  await page.locator("#tokens .row [data-badge=awaits-approval]").waitFor();
  await page.locator(".awaits").filter({ hasText: "还不能使用：须由系统管理员复核通过" }).waitFor();
  expect((await ask()).status).toBe(401);
  await approve("hotline");
  expect(await (await ask()).json()).toMatchObject({ items: [] });

  await page.reload();
  for (const text of ["仅本系统上报", "到内部"]) await page.locator(".facts").filter({ hasText: text }).waitFor();
  await page.locator("#tokens .row [data-badge=valid]").waitFor();
  expect(await page.locator("[data-fresh-password]").count()).toBe(0);
  await page.locator("[data-end]").click();
  await page.locator(".ask [data-yes]").click();
  await says(page, "已终止");
  await page.locator("#tokens .row [data-badge=ended]").waitFor();
  expect(await page.locator("[data-end]").count()).toBe(0);
  const refused = await ask();
  expect([refused.status, await refused.json()]).toMatchObject([401, { type: "urn:problem:token-ended" }]);
}, 120_000);

test("a department is renamed and ended on its page, a person is put on duty, and the history shows by whom", async () => {
  const page = await desk.sit("secadmin", "/admin/organisation?unit=441521-sanitation");
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
  await pick(page, "#unit-departmentId", "441521-sanitation");
  await pick(page, "#unit-personId", "handler-441521-sanitation-1");
  await page.locator("#unit-name").fill("防汛值班");
  await page.locator("#unit-startsAt").fill("2098-12-30T08:00");
  await page.locator("#unit-endsAt").fill("2098-12-31T08:00");
  await save();
  await says(page, "已建立：防汛值班");
  await page.locator(".filters input[type=date]").fill("2098-12-30");
  await page.locator("#units .row").filter({ hasText: "防汛值班" }).waitFor();
}, 120_000);

test("data protection is changed by the security administrator within its bounds, and read by the audit administrator", async () => {
  const page = await desk.sit("secadmin", "/admin/privacy");
  const save = (pane: string) => page.locator(`.privacy .pane[aria-label=${pane}] .form-foot .primary`);
  await page.locator("#retention-audit").fill("90");
  expect(await save("保存期限").isDisabled()).toBe(true);
  await page.locator("#retention-audit").fill("180");
  await page.locator("#retention-picture").fill("60");
  await save("保存期限").click();
  await page.locator(".ask li").filter({ hasText: "抓拍图片：90 → 60 天" }).waitFor();
  await page.locator(".ask [data-yes]").click();
  await page.locator(".notice").filter({ hasText: "已保存" }).waitFor();
  await page.locator(".field-tabs button").filter({ hasText: "电话" }).click();
  await page.getByLabel("领导: 办结回访").click();
  await save("脱敏策略").click();
  await page.locator(".ask li").filter({ hasText: "电话 · 领导 · 办结回访：明文 允许" }).waitFor();
  await page.locator(".ask [data-yes]").click();
  await expect.poll(() => save("脱敏策略").isDisabled(), { timeout: TIMEOUT_MS }).toBe(true);
  const auditor = await desk.sit("auditor", "/admin/privacy");
  await auditor.locator("#retention-picture").waitFor();
  expect([
    await auditor.locator("#retention-picture").inputValue(),
    await auditor.locator("#retention-picture").isDisabled(),
  ]).toEqual(["60", true]);
  await auditor.locator(".field-tabs button").filter({ hasText: "电话" }).click();
  expect(await auditor.getByLabel("领导: 办结回访").isChecked()).toBe(true);
  expect(await auditor.locator(".privacy .primary").count()).toBe(0);
}, 120_000);
