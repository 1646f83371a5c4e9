// The sign-in policy in force: data of the city, read again after a while so that every process follows a change.
import { DEFAULT_SIGN_IN_POLICY, SignInPolicy } from "@minqing/core/access/policy";
import type { Database, Executor } from "@minqing/geodata/database";
import { readSetting } from "@minqing/geodata/setting/queries";
import { Kept } from "./kept.ts";

export const POLICY_KEY = "access.sign_in_policy";
const KEEP_MS = 5_000;

export class SignInPolicies {
  readonly #policy: Kept<SignInPolicy>;

  constructor(db: Database, now: () => Date) {
    this.#policy = new Kept(
      db,
      KEEP_MS,
      async (executor) => (await readSetting(executor, POLICY_KEY, SignInPolicy, now())) ?? DEFAULT_SIGN_IN_POLICY,
    );
  }

  /** At most five seconds old. Inside a transaction with its executor. */
  current(executor?: Executor): Promise<SignInPolicy> {
    return this.#policy.value(executor);
  }

  forget(): void {
    this.#policy.forget();
  }
}
