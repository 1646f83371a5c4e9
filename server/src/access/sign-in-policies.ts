// The sign-in policy in force: data of the city, read again after a while so that every process follows a change.
import { DEFAULT_SIGN_IN_POLICY, SignInPolicy } from "@minqing/core/access/policy";
import type { Database, Executor } from "@minqing/geodata/database";
import { type CitySetting, inForce } from "../setting/change-setting.ts";
import { Kept } from "./kept.ts";

export const SIGN_IN_POLICY: CitySetting<SignInPolicy> = {
  key: "access.sign_in_policy",
  schema: SignInPolicy,
  usual: DEFAULT_SIGN_IN_POLICY,
};
const KEEP_MS = 5_000;

export class SignInPolicies {
  readonly #policy: Kept<SignInPolicy>;

  constructor(db: Database, now: () => Date) {
    this.#policy = new Kept(db, KEEP_MS, async (executor) => (await inForce(executor, SIGN_IN_POLICY, now())).value);
  }

  /** At most five seconds old. Inside a transaction with its executor. */
  current(executor?: Executor): Promise<SignInPolicy> {
    return this.#policy.value(executor);
  }

  forget(): void {
    this.#policy.forget();
  }
}
