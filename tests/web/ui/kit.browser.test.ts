// The controls of the kit in Chromium, by keyboard alone, under the pages' own Content-Security-Policy.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { PAGE_POLICY } from "@minqing/server/http/security-headers";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildPages } from "../../../web/build-web.ts";
import { launchChromium } from "../../services/chromium.ts";

const TYPES: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
let folder: string;
let server: Server;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "minqing-kit-"));
  await buildPages(join(import.meta.dirname, "gallery"), folder);
  server = createServer(async (request, response) => {
    const path = request.url === "/" ? "/index.html" : (request.url ?? "");
    const bytes = await readFile(join(folder, path)).catch(() => null);
    const headers = { "content-security-policy": PAGE_POLICY, "content-type": TYPES[extname(path)] ?? "text/plain" };
    response.writeHead(bytes === null ? 404 : 200, headers).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  browser = await launchChromium();
  page = await browser.newPage({ viewport: { width: 900, height: 800 } });
  page.setDefaultTimeout(20_000);
  // Before the page's own scripts, which its policy does not concern.
  await page.addInitScript({ content: axe.source });
  page.on(
    "console",
    (message) =>
      message.type() === "error" && !/favicon/.test(message.location().url) && complaints.push(message.text()),
  );
}, 120_000);
afterAll(async () => {
  await browser?.close();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.locator("#few").waitFor();
});

const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const value = async (key: string): Promise<unknown> =>
  JSON.parse((await page.locator("output").textContent()) ?? "{}")[key];
const focused = () => page.evaluate(() => document.activeElement?.id ?? "");
const options = () => page.locator("[role=option]").allTextContents();

describe("a select", () => {
  test("opens, moves and picks by keyboard, and gives the focus back", async () => {
    await page.locator("#few").focus();
    await press("ArrowDown");
    await page.locator("[role=option]").first().waitFor();
    expect(await options()).toEqual(["全部", "待复核", "已结束"]);
    await press("ArrowDown", "Enter");
    await expect.poll(() => value("few")).toBe("open");
    await expect.poll(focused).toBe("few");
    expect(await page.locator("#few").textContent()).toContain("待复核");
    await press("Enter");
    await page.locator("[role=option]").first().waitFor();
    await press("Escape");
    await expect.poll(options).toEqual([]);
    expect([await value("few"), await focused()]).toEqual(["open", "few"]);
  });

  test("searches a long list, folded, and says when nothing fits", async () => {
    await page.locator("#many").focus();
    await press("Enter");
    await page.locator("[data-select-search]:focus").waitFor();
    await page.keyboard.insertText("１７ 水务");
    await expect.poll(options).toEqual([expect.stringContaining("第 17 水务局")]);
    await press("ArrowDown", "Enter");
    await expect.poll(() => value("many")).toBe("unit-17");
    await press("Enter");
    await page.locator("[data-select-search]:focus").waitFor();
    await page.keyboard.insertText("没有");
    await page.getByText("没有符合的").waitFor();
    await press("Escape");
    await press("Escape");
    expect(await value("many")).toBe("unit-17");
  });

  test("has groups, shows a value that is in no list, and stays shut while disabled", async () => {
    await page.locator("#group").click();
    await page.getByRole("group", { name: "黄江" }).waitFor();
    await page.locator("[data-choice=unit-4]").click();
    await expect.poll(() => value("group")).toBe("unit-4");
    expect(await page.locator("#gone").textContent()).toContain("gone-unit");
    expect(await page.locator("#off").isDisabled()).toBe(true);
  });
});

test("a combo box suggests by code and name, takes a suggestion, and keeps what is none", async () => {
  await page.locator("#code").focus();
  await page.keyboard.type("unit-12");
  await expect.poll(options).toEqual([expect.stringContaining("unit-12")]);
  await press("ArrowDown", "Enter");
  await expect.poll(() => value("code")).toBe("unit-12");
  await page.locator("#code").fill("own-code");
  await press("Tab");
  expect([await value("code"), await page.locator("#code").inputValue()]).toEqual(["own-code", "own-code"]);
});

test("tabs are one stop, and the arrows walk them", async () => {
  await page.locator("[data-tab=posts]").focus();
  await press("ArrowRight");
  await expect.poll(() => value("tab")).toBe("people");
  await page.getByRole("tabpanel").filter({ hasText: "people" }).waitFor();
});

test("a question holds the focus, begins at its safe answer, and Escape answers no", async () => {
  await page.locator("#ask").focus();
  await press("Enter");
  await page.locator("#no:focus").waitFor();
  await press("Tab", "Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("[role=alertdialog]") !== null)).toBe(true);
  await press("Escape");
  await expect.poll(() => page.locator("[role=alertdialog]").count()).toBe(0);
  await expect.poll(focused).toBe("ask");
});

describe("assistive technology", () => {
  const serious = async () => {
    const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  };

  test("finds nothing serious in any control, closed or open", async () => {
    expect(await serious()).toEqual([]);
    for (const id of ["few", "many", "group"]) {
      await page.locator(`#${id}`).click();
      await page.locator("[role=option]").first().waitFor();
      expect([id, await serious()]).toEqual([id, []]);
      await press("Escape");
      await expect.poll(options).toEqual([]);
    }
    await page.locator("#ask").click();
    await page.locator("#no:focus").waitFor();
    expect(await serious()).toEqual([]);
  });
});

test("the policy of the pages refuses nothing that the library does", () => {
  expect(complaints).toEqual([]);
});
