// The console in Chromium against a real server, with the small demo city and an account for each seat.
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cityByCode } from "@minqing/core/city/city";
import { createLocalBus } from "@minqing/core/live/local-bus";
import { provideBasemap } from "@minqing/geodata/demo/basemap/provide-basemap";
import { openServer } from "@minqing/server/open-server";
import type { Browser, Page } from "playwright-core";
import { buildWeb } from "../../../web/build-web.ts";
import { PASSWORD, quiet, type SEATS, seededCity } from "../../server/open-app.ts";
import { launchChromium } from "../../services/chromium.ts";

type Seat = keyof typeof SEATS;

export interface ConsoleUnderTest {
  url: string;
  /** A signed-in page of its own browser context; signed in by keyboard. */
  sit(seat: Seat, path?: string): Promise<Page>;
  /** Sends a request of another person over HTTP. */
  ask(
    seat: Seat,
    method: "GET" | "POST" | "PUT",
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: unknown }>;
  /** Errors of the pages: faults, blocked styles and scripts. */
  complaints: string[];
  close(): Promise<void>;
}

async function signInByKeyboard(page: Page, seat: Seat): Promise<void> {
  await page.locator("input[name=username]").focus();
  await page.keyboard.type(seat);
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await page.locator(".console").waitFor();
}

async function sitDown(browser: Browser, url: string, complaints: string[], seat: Seat, path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: "zh-CN" });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on("pageerror", (error) => complaints.push(`${seat}: ${error.message}`));
  page.on("console", (message) => {
    // Chromium reports the 401 of reading the session before the sign-in.
    const isBeforeSignIn = message.text().includes("401") && message.location().url.endsWith("/api/session");
    if (message.type() === "error" && !isBeforeSignIn)
      complaints.push(`${seat}: ${message.text()} ${message.location().url}`);
  });
  await page.goto(`${url}${path}`);
  await signInByKeyboard(page, seat);
  return page;
}

export async function openConsole(): Promise<ConsoleUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), "minqing-console-"));
  const anchor = new Date();
  // These steps run one after the other: creating the city blocks the thread, and connections would time out.
  const { db } = await seededCity(anchor);
  const webDir = await buildWeb();
  const basemapDir = await provideBasemap({ cityCode: "441500", seed: "test", densityScale: 0.02 }, folder);
  const server = await openServer({
    db,
    bus: createLocalBus(),
    log: quiet,
    city: cityByCode("441500"),
    demo: true,
    secret: randomUUID(),
    host: "127.0.0.1",
    port: 0,
    webDir,
    basemapDir,
  });
  const browser = await launchChromium();
  const complaints: string[] = [];
  const { url } = server;
  const tokens = new Map<Seat, string>();
  const tokenOf = async (seat: Seat) => {
    const known = tokens.get(seat);
    if (known !== undefined) return known;
    const body = JSON.stringify({ username: seat, password: PASSWORD });
    const headers = { "content-type": "application/json" };
    const { token } = (await (await fetch(`${url}/api/session`, { method: "POST", headers, body })).json()) as {
      token: string;
    };
    tokens.set(seat, token);
    return token;
  };
  return {
    url,
    complaints,
    sit: (seat, path = "/console") => sitDown(browser, url, complaints, seat, path),
    ask: async (seat, method, path, body) => {
      const headers = {
        authorization: `Bearer ${await tokenOf(seat)}`,
        "content-type": "application/json",
        "idempotency-key": randomUUID(),
      };
      const response = await fetch(`${url}${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    },
    close: async () => {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
