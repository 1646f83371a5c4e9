// A browser at the shared demo's administration. Each test keeps to people and objects of its own: the other files work on
// the same city.
import type { Browser, Page } from "playwright-core";
import { inject } from "vitest";
import { z } from "zod";
import { launchChromium } from "../../services/chromium.ts";
import type { SharedDemo } from "../../services/shared-demo.ts";
import { DemoSeats } from "../demo-seats.ts";

/** Ends only what hangs: that a change of scope reaches an open socket within a second is tested with the hub. */
export const TIMEOUT_MS = 90_000;
/** Counties of the demo city (海丰县, 陆丰市). */
export const FIRST = "441521";
export const SECOND = "441581";

export class AdminDesk {
  readonly url: string;
  readonly seats: DemoSeats;
  readonly browser: Browser;

  private constructor(url: string, seats: DemoSeats, browser: Browser) {
    this.url = url;
    this.seats = seats;
    this.browser = browser;
  }

  static async open(): Promise<AdminDesk> {
    const answer = await fetch(`${inject("sharedDemo")}/take`, { method: "POST" });
    if (!answer.ok) throw new Error(`expected the shared demo, got ${await answer.text()}`);
    const { url, dataDir } = (await answer.json()) as SharedDemo;
    return new AdminDesk(url, await DemoSeats.at(url, dataDir), await launchChromium());
  }

  async close(): Promise<void> {
    await this.browser.close();
    await fetch(`${inject("sharedDemo")}/leave`, { method: "POST" });
  }

  async sit(username: string, path: string): Promise<Page> {
    const page = await this.seats.sit(this.browser, username, path);
    page.setDefaultTimeout(TIMEOUT_MS);
    return page;
  }
}

export const textOf = async (page: Page, selector: string): Promise<string> =>
  z.string().parse(await page.locator(selector).textContent());

export const says = (page: Page, text: string) => page.locator(".notice").filter({ hasText: text }).waitFor();
