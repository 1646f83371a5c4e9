// The wall in Chromium against a real server with the small demo city; only the test changes data.
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cityByCode } from "@minqing/core/city/city";
import { createLocalBus } from "@minqing/core/live/local-bus";
import type { Database } from "@minqing/geodata/database";
import { provideBasemap } from "@minqing/geodata/demo/basemap/provide-basemap";
import { openServer } from "@minqing/server/open-server";
import type { BrowserContext, Page } from "playwright-core";
import { buildWeb } from "../../../web/build-web.ts";
import { PASSWORD, quiet, seededCity } from "../../server/open-app.ts";
import { launchChromium } from "../../services/chromium.ts";

export interface WallPage {
  page: Page;
  context: BrowserContext;
  /** Errors of the page: faults, blocked styles and scripts, requests to other hosts. */
  complaints: string[];
}

export interface WallUnderTest {
  owner: Database;
  open(path: string, size: { width: number; height: number }, seat?: string): Promise<WallPage>;
  /** Without a page of ours. */
  blank(size: { width: number; height: number }): Promise<Page>;
  ask(method: "GET" | "POST", path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
}

/** A seeded account that may report cases everywhere. */
const SEAT = "desk";

export async function openWall(): Promise<WallUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), "minqing-wall-"));
  const [{ db, owner }, webDir, basemapDir] = await Promise.all([
    seededCity(new Date()),
    buildWeb(),
    provideBasemap({ cityCode: "441500", seed: "test", densityScale: 0.02 }, folder),
  ]);
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
  const { url } = server;
  const browser = await launchChromium();
  const json = { "content-type": "application/json" };
  const signedIn = await fetch(`${url}/api/session`, {
    method: "POST",
    headers: json,
    body: JSON.stringify({ username: SEAT, password: PASSWORD }),
  });
  const { token } = (await signedIn.json()) as { token: string };
  return {
    owner,
    open: async (path, size, seat = SEAT) => {
      const context = await browser.newContext({ viewport: size, reducedMotion: "reduce", locale: "zh-CN" });
      const session = { username: seat, password: PASSWORD };
      await context.request.post(`${url}/api/session`, { data: session });
      const page = await context.newPage();
      page.setDefaultTimeout(90_000);
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(message.text());
      });
      page.on("request", (request) => {
        const { host, protocol } = new URL(request.url());
        if (protocol.startsWith("http") && host !== new URL(url).host) complaints.push(`request to ${host}`);
      });
      await page.goto(`${url}${path}`);
      return { page, context, complaints };
    },
    blank: (viewport) => browser.newPage({ viewport }),
    ask: async (method, path, body) => {
      const headers = { ...json, authorization: `Bearer ${token}`, "idempotency-key": randomUUID() };
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(`${url}${path}`, { method, headers, ...sent });
      return { status: response.status, body: await response.json() };
    },
    close: async () => {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
