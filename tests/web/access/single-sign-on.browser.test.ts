// Single sign-on in Chromium: from the sign-in form to a provider on another site, and back with a session or a reason.
import { randomUUID } from "node:crypto";
import { cityByCode } from "@minqing/core/city/city";
import { createLocalBus } from "@minqing/core/live/local-bus";
import { parseSettings } from "@minqing/core/settings/settings";
import { singleSignOnFrom } from "@minqing/server/access/sso/settings";
import { type OpenServer, openServer } from "@minqing/server/open-server";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildWeb } from "../../../web/build-web.ts";
import { CLIENT_ID, CLIENT_SECRET, openProvider, type TestProvider } from "../../server/access/sso/oidc-provider.ts";
import { PASSWORD, quiet, seededCity } from "../../server/open-app.ts";
import { launchChromium } from "../../services/chromium.ts";
import { freePort } from "../../services/free-port.ts";

let provider: TestProvider;
let server: OpenServer;
let browser: Browser;

beforeAll(async () => {
  const port = await freePort();
  // Another site than the server's 127.0.0.1, so that strict cookies behave as in production.
  const url = `http://127.0.0.1:${port}`;
  provider = await openProvider({ tells: "id-token", host: "localhost", publicUrl: url });
  const { db } = await seededCity(new Date());
  const webDir = await buildWeb();
  const settings = parseSettings({
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: CLIENT_ID,
    OIDC_CLIENT_SECRET: CLIENT_SECRET,
    PUBLIC_URL: url,
    OIDC_LABEL_ZH: "粤政易登录",
    OIDC_LABEL_EN: "Yuezhengyi",
  });
  server = await openServer({
    db,
    bus: createLocalBus(),
    log: quiet,
    city: cityByCode("441500"),
    demo: true,
    secret: randomUUID(),
    host: "127.0.0.1",
    port,
    webDir,
    basemapDir: webDir,
    sso: singleSignOnFrom(settings),
  });
  browser = await launchChromium();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await provider?.stop();
});

async function visit(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "zh-CN" });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${server.url}${path}`);
  return page;
}

const button = (page: Page) => page.locator(".sign-in .other-way");
const isFirstFieldFocused = (page: Page) => page.locator("input[name=username]:focus").waitFor();

async function signInThere(page: Page, login: string): Promise<void> {
  await button(page).click();
  await page.locator("input[name=login]").fill(login);
  await page.locator("button").click();
}

const signedInUser = (page: Page) =>
  page.evaluate(async () => {
    const response = await fetch("/api/session");
    return response.ok ? (await response.json()).username : response.status;
  });

test("shows in the page's language that the provider does not answer", async () => {
  const page = await visit("/wall?lang=en");
  await button(page).waitFor();
  expect(await button(page).textContent()).toBe("Yuezhengyi");
  await provider.stop();
  try {
    await button(page).click();
    await page.getByRole("alert").filter({ hasText: "The identity platform does not answer" }).waitFor();
    expect(page.url()).toBe(`${server.url}/wall?lang=en`);
  } finally {
    await provider.start();
  }
});

test("opens the page that started it, with the strict cookie", async () => {
  const page = await visit("/console?tab=cases");
  await isFirstFieldFocused(page);
  expect(await button(page).textContent()).toBe("粤政易登录");
  await isFirstFieldFocused(page);
  await signInThere(page, "desk");
  await page.locator(".console").waitFor();
  expect(new URL(page.url()).pathname).toBe("/console");
  expect(await signedInUser(page)).toBe("desk");
  const cookies = await page.context().cookies(server.url);
  // The second one marks a browser that has signed in before, so that a lock of the account from elsewhere does not keep it out.
  expect(cookies.map(({ name, sameSite, httpOnly }) => ({ name, sameSite, httpOnly }))).toEqual([
    { name: "minqing", sameSite: "Strict", httpOnly: true },
    { name: expect.stringMatching(/^minqing-browser-[0-9a-f]{12}$/), sameSite: "Strict", httpOnly: true },
  ]);
});

test("shows once why it came back without a session; the password still works", async () => {
  const page = await visit("/console");
  await signInThere(page, "stranger");
  await page.getByRole("alert").filter({ hasText: "没有给你启用的账号" }).waitFor();
  expect(page.url()).toBe(`${server.url}/console`);
  await isFirstFieldFocused(page);
  expect(await signedInUser(page)).toBe(401);
  await page.keyboard.type("desk");
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await page.locator(".console").waitFor();
});
