// A setting of the city in force, cached for a few seconds so that every process follows a change.
import type { Database, Executor } from "@minqing/geodata/database";
import { Cache } from "../cache.ts";
import { type CitySetting, inForce } from "./change-setting.ts";

const TTL_MS = 5_000;

export class CachedSetting<T> {
  readonly #db: Database;
  readonly #setting: CitySetting<T>;
  readonly #now: () => Date;
  readonly #cache = new Cache(TTL_MS);

  constructor(db: Database, setting: CitySetting<T>, now: () => Date) {
    this.#db = db;
    this.#setting = setting;
    this.#now = now;
  }

  /** At most five seconds old. Inside a transaction, pass its executor. */
  current(executor: Executor = this.#db): Promise<T> {
    return this.#cache.own(this.#setting.key, async () => (await inForce(executor, this.#setting, this.#now())).value);
  }

  forget(): void {
    this.#cache.clear();
  }
}
