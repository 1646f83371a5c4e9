// A browser at the shared demo. Each test uses accounts and objects of its own, because other files use the same city.
import type { DemoDevice } from "@minqing/core/access/demo";
import type { Browser, Page } from "playwright-core";
import { inject } from "vitest";
import { z } from "zod";
import { launchChromium } from "../services/chromium.ts";
import { demoDevices } from "../services/demo-program.ts";
import type { SharedDemo } from "../services/shared-demo.ts";
import { DemoSeats } from "./demo-seats.ts";

/** Only for a test that hangs. That a change of scope reaches an open socket within a second is tested with the hub. */
export const TIMEOUT_MS = 90_000;
/** Counties of the demo city (海丰县, 陆丰市). */
export const FIRST = "441521";
export const SECOND = "441581";

export class SharedDesk {
  readonly url: string;
  readonly mqttPort: number;
  readonly seats: DemoSeats;
  readonly browser: Browser;
  readonly #dataDir: string;

  private constructor({ url, mqttPort, dataDir }: SharedDemo, seats: DemoSeats, browser: Browser) {
    this.url = url;
    this.mqttPort = mqttPort;
    this.seats = seats;
    this.browser = browser;
    this.#dataDir = dataDir;
  }

  static async open(): Promise<SharedDesk> {
    const answer = await fetch(`${inject("sharedDemo")}/take`, { method: "POST" });
    if (!answer.ok) throw new Error(`expected the shared demo, got ${await answer.text()}`);
    const demo = (await answer.json()) as SharedDemo;
    return new SharedDesk(demo, await DemoSeats.at(demo.url, demo.dataDir), await launchChromium());
  }

  async close(): Promise<void> {
    await this.browser.close();
    await fetch(`${inject("sharedDemo")}/leave`, { method: "POST" });
  }

  devices(): Promise<DemoDevice[]> {
    return demoDevices(this.#dataDir);
  }

  async sit(username: string, path: string, viewport?: { width: number; height: number }): Promise<Page> {
    const page = await this.seats.sit(this.browser, username, path, viewport);
    page.setDefaultTimeout(TIMEOUT_MS);
    return page;
  }
}

export const textOf = async (page: Page, selector: string): Promise<string> =>
  z.string().parse(await page.locator(selector).textContent());

/** Picks from a select of the kit. */
export async function pick(page: Page, button: string, id: string): Promise<void> {
  await page.locator(button).click();
  await page.locator(`[data-choice="${id}"]`).click();
}

export const says = (page: Page, text: string) => page.locator(".notice").filter({ hasText: text }).waitFor();
