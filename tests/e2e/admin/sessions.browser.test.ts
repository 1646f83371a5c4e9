// Lock-out and unlocking, and sessions ended by the security administrator or by their own account.
import { afterAll, beforeAll, expect, test } from "vitest";
import { SharedDesk, says, TIMEOUT_MS } from "../shared-desk.ts";

let desk: SharedDesk;
beforeAll(async () => {
  desk = await SharedDesk.open();
}, 300_000);
afterAll(() => desk?.close());

test("an account with too many wrong passwords is locked, and unlocked by the security administrator", async () => {
  const context = await desk.browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  page.setDefaultTimeout(TIMEOUT_MS);
  await page.goto(`${desk.url}/console`);
  await page.locator("input[name=username]").fill("dispatcher");
  const wrong = "not the password";
  // Locked after the fifth: from then on the right one gets the same answer.
  for (const password of [wrong, wrong, wrong, wrong, wrong, desk.seats.password("dispatcher")]) {
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await page.locator("input[name=password]").fill(password);
    await page.keyboard.press("Enter");
    expect((await answered).status()).toBe(401);
    await page.locator(".form-problem").filter({ hasText: "账号或密码不对" }).waitFor();
  }
  const security = await desk.sit("secadmin", "/admin/accounts?q=dispatcher&account=dispatcher");
  await security.locator("#accounts [data-badge=locked]").waitFor();
  await security.locator("[data-act=unlock]").click();
  await security.locator(".ask [data-yes]").click();
  await says(security, "已解锁");
  expect(await security.locator("#accounts [data-badge=locked]").count()).toBe(0);
  expect(await security.locator("[data-act=unlock]").count()).toBe(0);
  const again = await desk.sit("dispatcher", "/admin");
  await again.locator(".admin").waitFor();
}, 180_000);

test("an ended session brings the open page back to the sign-in form", async () => {
  const security = await desk.sit("secadmin", "/admin");
  const leader = await desk.sit("leader", "/console");
  await leader.locator(".console").waitFor();
  await security.goto(`${desk.url}/admin/sessions?username=leader`);
  await security.locator("[data-session=leader] [data-end]").first().click();
  await security.locator(".ask [data-yes]").click();
  await says(security, "会话已结束");
  await leader.locator("input[name=username]:focus").waitFor();
}, 120_000);

test("a person sees their sessions elsewhere on their own page and ends them with their password", async () => {
  const there = await desk.sit("operator", "/console");
  await there.locator(".console").waitFor();
  const here = await desk.sit("operator", "/console");
  await here.locator("a.own-account").click();
  const others = here.locator(".own-sessions [data-own=false]");
  await others.first().waitFor();
  expect(await here.locator(".own-sessions [data-own=true]").allTextContents()).toEqual([
    expect.stringMatching(/Chrome \d+ · Linux 本次.*密码.*退出/),
  ]);
  await here.locator("[data-end-others]").click();
  const proof = here.locator("[data-proof]");
  await proof.locator("input:focus").fill("not the password");
  await here.keyboard.press("Enter");
  await proof.locator(".form-problem").filter({ hasText: "密码不对" }).waitFor();
  expect(await others.count()).toBeGreaterThan(0);
  await proof.locator("input").fill(desk.seats.password("operator"));
  await here.keyboard.press("Enter");
  await says(here, "已结束");
  await here.locator(".own-sessions .empty").waitFor();
  expect([await others.count(), await here.locator("[data-end-others]").count()]).toEqual([0, 0]);
  await there.locator("input[name=username]:focus").waitFor();

  await here.locator(".own-sessions [data-own=true] [data-end]").click();
  await here.locator(".ask [data-yes]").click();
  await here.locator("input[name=username]:focus").waitFor();
}, 180_000);
