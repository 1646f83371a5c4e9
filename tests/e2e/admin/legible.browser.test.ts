// Checks that every section of the administration is legible for each administrator in both languages; changes nothing.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lintPage } from "../../web/wall/lint-page.ts";
import { SharedDesk, TIMEOUT_MS } from "../shared-desk.ts";

let desk: SharedDesk;
beforeAll(async () => {
  desk = await SharedDesk.open();
}, 300_000);
afterAll(() => desk?.close());

async function legibilityIssues(page: Page): Promise<string[]> {
  const findings = await page.evaluate(lintPage, { root: ".admin", floorPx: 12 });
  return findings.map(({ kind, text, detail }) => `${kind}: ${text}: ${detail}`);
}

test.each([
  [
    "secadmin",
    [
      "accounts?q=oper&account=operator",
      "sessions",
      "tokens",
      "policy",
      "imports",
      "approvals",
      "privacy",
      "permissions",
      "me",
    ],
  ],
  [
    "secadmin",
    [
      "organisation?unit=441500-command",
      "organisation?tab=people&department=441500-command&unit=acceptor-441500-01",
      ...["posts", "shifts", "regions", "grids"].map((tab) => `organisation?tab=${tab}`),
    ],
  ],
  ["sysadmin", ["devices", "approvals"]],
  ["auditor", ["audit", "approvals", "privacy"]],
])(
  "what %s sees is legible in both languages, and the page reports no error",
  async (username, sections) => {
    const page = await desk.sit(username, "/admin");
    const pageErrors: string[] = [];
    page.on("pageerror", ({ message }) => pageErrors.push(message));
    page.on("console", (message) => message.type() === "error" && pageErrors.push(message.text()));
    for (const section of sections) {
      for (const lang of ["zh-CN", "en"]) {
        const separator = section.includes("?") ? "&" : "?";
        await page.goto(`${desk.url}/admin/${section}${separator}lang=${lang}`);
        await page.locator(".admin-main .pane").first().waitFor();
        await expect.poll(() => page.locator(".admin-main .skeleton").count(), { timeout: TIMEOUT_MS }).toBe(0);
        expect([section, lang, await legibilityIssues(page)]).toEqual([section, lang, []]);
      }
    }
    expect(pageErrors).toEqual([]);
  },
  180_000,
);

test("an account sees only the sections of its roles", async () => {
  const auditor = await desk.sit("auditor", "/admin/accounts");
  await auditor.locator(".empty").waitFor();
  expect(await auditor.locator(".sections a").count()).toBe(5);
  await auditor.goto(`${desk.url}/console`);
  await auditor.locator("a[href='/admin']").waitFor();
  expect(await auditor.locator(".console").count()).toBe(0);
}, 120_000);
