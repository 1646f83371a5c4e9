// A case by keyboard alone: reported, accepted, registered, dispatched; taken and handled by its unit; closed. No
// mouse, no reload.
import { CaseView } from "@minqing/core/case/case";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { SEED_TIMEOUT_MS, UNIT } from "../../server/open-app.ts";
import { type ConsoleUnderTest, openConsole } from "./open-console.ts";

/** In 海丰 (441521), whose water bureau is in charge of flooded roads. */
const PLACE = "115.3240, 22.9700";
const CASES = z.object({ items: z.array(CaseView) });

let desk: ConsoleUnderTest;
beforeAll(async () => {
  desk = await openConsole();
}, SEED_TIMEOUT_MS);
afterAll(() => desk?.close());

const caseByTitle = async (title: string): Promise<CaseView> => {
  const { body } = await desk.ask("desk", "GET", "/api/cases?limit=20");
  const row = CASES.parse(body).items.find((each) => each.title === title);
  if (row === undefined) throw new Error(`expected a case "${title}", got none`);
  return row;
};

const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

const noticeShown = (page: Page, text: string | RegExp) => page.locator(".notice").filter({ hasText: text }).waitFor();

async function reportByKeyboard(page: Page, title: string): Promise<CaseView> {
  await page.locator("#pane-events-list, .empty").first().waitFor();
  await press(page, "n");
  await page.locator("#new-category:focus").waitFor();
  await page.keyboard.type("0506");
  await page.locator("#category-0506").waitFor();
  await press(page, "Enter", "Tab");
  await page.keyboard.type(title);
  await press(page, "Tab");
  // Coordinates are usually pasted; their datum is the second choice, WGS84.
  await page.keyboard.insertText(PLACE);
  await page.locator(".datum-choice").waitFor();
  await press(page, "Tab", "ArrowDown");
  await page.locator(".form-foot .primary:enabled").waitFor();
  await press(page, "Control+Enter");
  await noticeShown(page, "已立新案件");
  return caseByTitle(title);
}

describe("the console by keyboard", () => {
  test("follows a case from the report to its end", async () => {
    const page = await desk.sit("desk");
    const row = await reportByKeyboard(page, "县城主干道积水半米");
    expect(row).toMatchObject({ status: "reported", regionCode: expect.stringMatching(/^441521/) });

    await page.locator(`.events .row.is-selected:has-text("${row.number}")`).waitFor();
    await press(page, "a");
    await noticeShown(page, `${row.number} 已受理`);
    await press(page, "f", "Enter");
    await noticeShown(page, `${row.number} 已立案`);
    await page.locator(`.unassigned .row.is-selected:has-text("${row.number}")`).waitFor();
    await press(page, "d");
    await page.locator(".dock-choice").first().waitFor();
    await press(page, "1", "Enter");
    await page.locator(".dock .is-armed").waitFor();
    expect((await caseByTitle(row.title)).status).toBe("registered");
    await press(page, "Enter");
    await noticeShown(page, `${row.number} 已派遣`);
    expect(await caseByTitle(row.title)).toMatchObject({ status: "dispatched", departmentId: UNIT, version: 4 });

    const unit = await desk.sit("unit");
    await press(unit, "/");
    await unit.locator(".search-dock input:focus").waitFor();
    await unit.keyboard.type(row.number);
    await unit.locator(`.dock-choice:has-text("${row.number}")`).waitFor();
    await press(unit, "Enter");
    await unit.locator(`.events .row.is-selected:has-text("${row.number}")`).waitFor();
    await press(unit, "t");
    await noticeShown(unit, `${row.number} 已接单`);
    await press(unit, "Enter");
    await unit.locator(".step.is-current:has-text('处置')").waitFor();
    await press(unit, "s");
    await unit.locator(".dock input:focus").waitFor();
    await unit.keyboard.type("已抽排完毕");
    await press(unit, "Enter");
    await noticeShown(unit, `${row.number} 处置完成`);

    // The desk receives the change over its socket.
    await press(page, "Enter");
    await page.locator(".step.is-current:has-text('结案')").waitFor();
    await page.locator(".entry:has-text('已抽排完毕')").waitFor();
    await press(page, "r");
    await page.locator(".dock input:focus").waitFor();
    await press(page, "Enter");
    await page.locator(".dock .is-armed").waitFor();
    await press(page, "Enter");
    await page.locator(".step.is-end:has-text('已结案')").waitFor();
    expect(await page.locator(".entry").count()).toBe(7);
    expect(await caseByTitle(row.title)).toMatchObject({ status: "closed", version: 7 });

    await press(page, "Escape", "Escape");
    await page.locator(".desk").waitFor();
    expect(await page.locator(`.row:has-text("${row.number}")`).count()).toBe(0);
    expect(desk.complaints).toEqual([]);
  }, 300_000);

  test("a command for an old version is stopped with a message", async () => {
    const page = await desk.sit("desk");
    const row = await reportByKeyboard(page, "同一件事两个人办");
    await press(page, "x");
    await page.locator(".dock input:focus").waitFor();
    await press(page, "2");
    const other = await desk.ask("desk", "POST", `/api/cases/${row.id}/commands`, { type: "accept", version: 1 });
    expect(other.status).toBe(200);
    await page.locator(".dock-alert:has-text('案件刚被改动')").waitFor();
    await press(page, "Enter");
    expect(await caseByTitle(row.title)).toMatchObject({ status: "accepted", version: 2 });
    await page.locator(".dock-alert button").focus();
    await press(page, "Enter");
    await page.locator(".dock .primary:enabled").waitFor();
    await page.locator(".dock input").focus();
    await press(page, "Enter");
    await noticeShown(page, `${row.number} 不予立案`);
    expect(await caseByTitle(row.title)).toMatchObject({ status: "rejected", version: 3 });
  }, 180_000);
});
