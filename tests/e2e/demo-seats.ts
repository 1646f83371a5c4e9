// The accounts of a running demo: signed in over HTTP, or in a page of their own browser context.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DemoAccount } from "@minqing/core/access/demo";
import { CityClient } from "@minqing/sims/http/city-client";
import type { Browser, Page } from "playwright-core";
import { z } from "zod";

export class DemoSeats {
  readonly #url: string;
  readonly #accounts: Map<string, DemoAccount>;

  private constructor(url: string, accounts: DemoAccount[]) {
    this.#url = url;
    this.#accounts = new Map(accounts.map((account) => [account.username, account]));
  }

  static async at(url: string, dataDir: string): Promise<DemoSeats> {
    const text = await readFile(join(dataDir, "demo-accounts.json"), "utf8");
    return new DemoSeats(url, z.array(DemoAccount).parse(JSON.parse(text)));
  }

  #account(username: string): DemoAccount {
    const account = this.#accounts.get(username);
    if (account === undefined) throw new Error(`expected a demo account ${username}, got none`);
    return account;
  }

  password(username: string): string {
    return this.#account(username).password;
  }

  client(username: string): CityClient {
    return new CityClient(this.#url, this.#account(username));
  }

  /** Opens `path` in a new browser context that is signed in. */
  async sit(browser: Browser, username: string, path: string, viewport = { width: 1920, height: 1080 }): Promise<Page> {
    const context = await browser.newContext({ viewport, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
    const answer = await context.request.post(`${this.#url}/api/session`, {
      data: { username, password: this.password(username) },
      headers: { origin: this.#url },
    });
    if (!answer.ok()) throw new Error(`expected to sign in as ${username}, got HTTP ${answer.status()}`);
    const page = await context.newPage();
    await page.goto(`${this.#url}${path}`);
    return page;
  }
}
