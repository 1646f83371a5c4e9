// Privacy data edited on its page, with its history; and who is on duty, on console and wall.
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { lintPage } from "../web/wall/lint-page.ts";
import { pick, SharedDesk } from "./shared-desk.ts";

let desk: SharedDesk;
beforeAll(async () => {
  desk = await SharedDesk.open();
}, 300_000);
afterAll(() => desk?.close());

// Closed after each test, because maps in the background are still drawn, in software.
afterEach(() => Promise.all(desk.browser.contexts().map((context) => context.close())));

const sit = (username: string, path: string): Promise<Page> => desk.sit(username, path);

const save = (page: Page, pane: string) => page.locator(`.privacy .pane[aria-label=${pane}] .form-foot .primary`);
const editions = (page: Page, what: string) => page.locator(`.privacy-changes [data-edition=${what}]`);

async function confirm(page: Page, line: string): Promise<void> {
  await page.locator(".ask li").filter({ hasText: line }).waitFor();
  await page.locator(".ask [data-yes]").click();
}

async function legibilityIssues(page: Page, root: string): Promise<string[]> {
  const findings = await page.evaluate(lintPage, { root, floorPx: 12 });
  return findings.map(({ kind, text, detail }) => `${kind}: ${text}: ${detail}`);
}

test("a purpose is added, and refused until a role may reveal something for it; then it can be removed", async () => {
  const page = await sit("secadmin", "/admin/privacy");
  await page.locator("#purpose-code").fill("Follow Up");
  await page.locator(".purpose-row .field-error").filter({ hasText: "小写字母" }).waitFor();
  await page.locator("#purpose-code").fill("follow-up");
  await page.locator("#purpose-nameZh").fill("后续走访");
  // A click on another section does not lose the half-filled form.
  await page.locator(".sections a[href='/admin/me']").click();
  await page.locator(".ask").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("#purpose-nameEn").fill("Visit afterwards");
  await page.locator(".purpose-row.is-new button").click();
  await page.locator("[data-purpose=follow-up] .field-error").filter({ hasText: "还没有角色" }).waitFor();
  expect(await save(page, "脱敏策略").isDisabled()).toBe(true);
  await page.getByLabel("受理员: 后续走访").check();
  await save(page, "脱敏策略").click();
  await confirm(page, "新增事由：后续走访");
  await editions(page, "masking-policy")
    .filter({ hasText: "secadmin" })
    .filter({ hasText: "新增事由：后续走访" })
    .waitFor();
  await page.locator("[data-purpose=follow-up] button").click();
  await save(page, "脱敏策略").click();
  await confirm(page, "去掉事由：后续走访");
  await editions(page, "masking-policy").filter({ hasText: "去掉事由：后续走访" }).waitFor();
  expect(await editions(page, "masking-policy").filter({ hasText: "生效中" }).count()).toBe(1);
}, 180_000);

test("the public view is changed within its bounds, with its history", async () => {
  const page = await sit("secadmin", "/admin/privacy");
  await page.locator("#view-k").fill("1");
  await page.locator(".public-view .field-error").filter({ hasText: "2 到 100" }).waitFor();
  expect(await save(page, "公开视图").isDisabled()).toBe(true);
  await page.locator("#view-k").fill("8");
  await page.locator("#view-days").fill("20");
  await pick(page, "#view-cell", "village");
  await save(page, "公开视图").click();
  await confirm(page, "统计范围：单元网格 → 村（社区）");
  await editions(page, "public-view").filter({ hasText: "5 → 8" }).waitFor();
  const auditor = await sit("auditor", "/admin/privacy");
  await auditor.locator("#view-k").waitFor();
  expect([await auditor.locator("#view-k").inputValue(), await auditor.locator("#view-k").isDisabled()]).toEqual([
    "8",
    true,
  ]);
  expect(await auditor.locator("#view-cell").textContent()).toBe("村（社区）");
  await editions(auditor, "public-view").filter({ hasText: "5 → 8" }).waitFor();
  expect(await auditor.locator(".purpose-row.is-new, .privacy .primary").count()).toBe(0);
}, 180_000);

test("of two changes to the same rule the second is refused, with the difference shown before anything is lost", async () => {
  const [first, second] = [await sit("secadmin", "/admin/privacy"), await sit("secadmin", "/admin/privacy")];
  const typed = (page: Page) => page.locator("#view-k").inputValue();
  await Promise.all([first, second].map((page) => page.locator("#view-k").waitFor()));
  await first.locator("#view-k").fill("9");
  await save(first, "公开视图").click();
  await confirm(first, "→ 9");
  await editions(first, "public-view").filter({ hasText: "→ 9" }).waitFor();
  await second.locator("#view-days").fill("25");
  await save(second, "公开视图").click();
  await confirm(second, "→ 25");
  await second.getByText("别人刚改过").first().waitFor();
  const foot = second.locator(".pane[aria-label=公开视图] .form-foot");
  // Saving now would also undo the first one's change: the page counts two changes.
  await foot.filter({ hasText: "2" }).waitFor();
  await foot.locator(".text-button").click();
  expect(await typed(second)).toBe("9");
  await second.locator("#view-days").fill("25");
  await save(second, "公开视图").click();
  await confirm(second, "→ 25");
  await editions(second, "public-view").filter({ hasText: "→ 25" }).waitFor();
  expect(await typed(second)).toBe("9");
}, 180_000);

test("console and wall name who is on duty, and the roster shows who comes next", async () => {
  const page = await sit("operator", "/console");
  const chip = page.locator("[data-duty-chip]");
  await chip.filter({ hasText: "值班长" }).waitFor();
  const supervisor = await chip.locator("b").textContent();
  await chip.click();
  const row = page.locator(".duty-sheet [data-duty$='值班长']");
  await row.filter({ hasText: supervisor ?? "-" }).waitFor();
  expect(await row.locator("td").nth(3).textContent()).not.toContain("未排");
  expect(await page.locator(".duty-sheet tbody tr").count()).toBeGreaterThan(20);
  expect(await page.locator(".duty-sheet").textContent()).not.toMatch(/1\d\d\*{4}/);
  const wall = await sit("leader", "/wall");
  await wall
    .locator(".on-duty [data-duty=supervisor]")
    .filter({ hasText: supervisor ?? "-" })
    .waitFor();
  expect(await wall.locator(".on-duty [data-duty=leader] strong").count()).toBe(1);
}, 180_000);

test("the pages are legible in both languages and report no error", async () => {
  for (const lang of ["zh-CN", "en"]) {
    const page = await sit("secadmin", `/admin/privacy?lang=${lang}`);
    const pageErrors: string[] = [];
    page.on("pageerror", ({ message }) => pageErrors.push(message));
    await editions(page, "public-view").first().waitFor();
    expect([lang, await legibilityIssues(page, ".admin")]).toEqual([lang, []]);
    const console = await sit("operator", `/console?lang=${lang}`);
    await console.locator("[data-duty-chip]").click();
    await console.locator(".duty-sheet tbody tr").first().waitFor();
    expect([lang, await legibilityIssues(console, ".duty-sheet")]).toEqual([lang, []]);
    await console.context().close();
    expect(pageErrors).toEqual([]);
  }
}, 180_000);
