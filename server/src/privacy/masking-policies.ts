// The masking policy in force: data of the city, read again after a while so that every process follows a change.
import { DEFAULT_MASKING_POLICY, MASKING_POLICY_KEY, MaskingPolicy } from "@minqing/core/privacy/masking-policy";
import type { Database, Executor } from "@minqing/geodata/database";
import { Kept } from "../access/kept.ts";
import { type CitySetting, inForce } from "../setting/change-setting.ts";

export const MASKING_POLICY: CitySetting<MaskingPolicy> = {
  key: MASKING_POLICY_KEY,
  schema: MaskingPolicy,
  usual: DEFAULT_MASKING_POLICY,
};

const KEEP_MS = 5_000;

export class MaskingPolicies {
  readonly #policy: Kept<MaskingPolicy>;

  constructor(db: Database, now: () => Date) {
    this.#policy = new Kept(db, KEEP_MS, async (executor) => (await inForce(executor, MASKING_POLICY, now())).value);
  }

  /** At most five seconds old. Inside a transaction with its executor. */
  current(executor?: Executor): Promise<MaskingPolicy> {
    return this.#policy.value(executor);
  }

  forget(): void {
    this.#policy.forget();
  }
}
