// The contact of a case in the console, by keyboard: masked, revealed for a purpose and a reason, hidden again after a
// time; and the view of people without the permission.
import { CaseView } from "@minqing/core/case/case";
import { DEFAULT_MASKING_POLICY } from "@minqing/core/privacy/masking-policy";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decide } from "../../server/change-city-rule.ts";
import { SEED_TIMEOUT_MS } from "../../server/open-app.ts";
import { type ConsoleUnderTest, openConsole } from "./open-console.ts";

const POSITION = [115.324, 22.97];
const CONTACT = { name: "欧阳模拟", phone: "19900001234", address: "海丰县海城镇红城大道1号" };
const SHOWN_SECONDS = 10;

let desk: ConsoleUnderTest;
beforeAll(async () => {
  desk = await openConsole();
  const policy = structuredClone(DEFAULT_MASKING_POLICY);
  policy.reveal = { shownSeconds: SHOWN_SECONDS, mostPerHour: 2 };
  expect((await decide(desk, "/api/masking-policy", policy)).status).toBe(200);
}, SEED_TIMEOUT_MS);
afterAll(() => desk?.close());

async function reportCase(contact?: object): Promise<CaseView> {
  const report = { category: "0506", title: "路面积水", source: "citizen", position: POSITION, contact };
  const { status, body } = await desk.ask("desk", "POST", "/api/cases", report);
  expect(status).toBe(201);
  return CaseView.parse(body);
}

const opener = (page: Page) => page.locator(".contact .sub-head button");

async function revealByKeyboard(page: Page, reason: string): Promise<void> {
  await opener(page).focus();
  await page.keyboard.press("Enter");
  await page.locator("dialog.reveal[open]").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.locator(".reveal-reason input").focus();
  await page.keyboard.type(reason);
  await page.keyboard.press("Enter");
}

test("is masked, shown in plain text for a limited time, and hidden again", async () => {
  const row = await reportCase(CONTACT);
  const page = await desk.sit("desk", `/console/cases/${row.id}`);
  const panel = page.locator(".contact");
  await panel.locator("dd:has-text('199****1234')").waitFor();
  expect(await panel.textContent()).toContain("欧阳**");
  expect(await page.locator("body").textContent()).not.toMatch(/19900001234|红城大道/);

  // Escape leaves the contact masked and returns the focus.
  await opener(page).focus();
  await page.keyboard.press("Enter");
  await page.locator("dialog.reveal[open]").waitFor();
  expect(await page.locator(".reveal .primary").isDisabled()).toBe(true);
  await page.keyboard.press("Escape");
  await page.locator("dialog.reveal").waitFor({ state: "detached" });
  expect(await opener(page).evaluate((button) => button === document.activeElement)).toBe(true);
  await page.locator(".detail").waitFor();

  await revealByKeyboard(page, "回访办理结果");
  await panel.locator("dd.is-plain:has-text('19900001234')").waitFor();
  await panel.locator(".contact-note:has-text('秒后重新隐藏')").waitFor();
  // The chosen purpose does not include the address.
  expect(await panel.textContent()).not.toContain("红城大道");
  await panel
    .locator("dd.is-plain")
    .first()
    .waitFor({ state: "detached", timeout: (SHOWN_SECONDS + 5) * 1000 });
  await panel.locator("dd:has-text('199****1234')").waitFor();

  const audit = await desk.ask("auditor", "GET", `/api/audit?action=contact.reveal&objectId=${row.id}`);
  expect(audit.body).toMatchObject({
    items: [{ actor: "desk", detail: { purpose: "callback", reason: "回访办理结果", fields: ["name", "phone"] } }],
  });

  await revealByKeyboard(page, "再次回访");
  await panel.locator("dd.is-plain").first().waitFor();
  await page.keyboard.press("Enter");
  await panel.locator("dd.is-plain").first().waitFor({ state: "detached", timeout: 3_000 });

  // The third reveal within an hour is denied with a message, and everything stays masked.
  await revealByKeyboard(page, "第三次查看");
  await page.locator(".reveal [role=alert]:has-text('已到上限')").waitFor();
  await page.keyboard.press("Escape");
  expect(await page.locator("body").textContent()).not.toContain("19900001234");
  expect(desk.complaints.filter((line) => !line.includes("429"))).toEqual([]);
}, 240_000);

test("shows why there is no contact, or only a masked one", async () => {
  const without = await reportCase();
  const page = await desk.sit("desk", `/console/cases/${without.id}`);
  await page.locator(".contact-note:has-text('没有留联系方式')").waitFor();
  const row = await reportCase(CONTACT);
  const leader = await desk.sit("leader", `/console/cases/${row.id}`);
  await leader.locator(".contact-note:has-text('只能看脱敏信息')").waitFor();
  expect(await opener(leader).count()).toBe(0);
  const unit = await desk.sit("unit", `/console/cases/${row.id}`);
  await unit.locator(".contact-note:has-text('看不到联系人')").waitFor();
}, 180_000);
