// The masking policy in force: a setting of the city, cached for a few seconds so that every process follows a change.
import { DEFAULT_MASKING_POLICY, MASKING_POLICY_KEY, MaskingPolicy } from "@minqing/core/privacy/masking-policy";
import type { Database, Executor } from "@minqing/geodata/database";
import { Cache } from "../cache.ts";
import { type CitySetting, inForce } from "../setting/change-setting.ts";

export const MASKING_POLICY: CitySetting<MaskingPolicy> = {
  key: MASKING_POLICY_KEY,
  schema: MaskingPolicy,
  usual: DEFAULT_MASKING_POLICY,
};

const TTL_MS = 5_000;

export class MaskingPolicies {
  readonly #db: Database;
  readonly #now: () => Date;
  readonly #cache = new Cache(TTL_MS);

  constructor(db: Database, now: () => Date) {
    this.#db = db;
    this.#now = now;
  }

  /** At most five seconds old. Inside a transaction, pass its executor. */
  current(executor: Executor = this.#db): Promise<MaskingPolicy> {
    return this.#cache.own(
      MASKING_POLICY.key,
      async () => (await inForce(executor, MASKING_POLICY, this.#now())).value,
    );
  }

  forget(): void {
    this.#cache.clear();
  }
}
