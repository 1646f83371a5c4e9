// The sign-in policy in force: a setting of the city, cached for a few seconds so that every process follows a change.
import { DEFAULT_SIGN_IN_POLICY, SignInPolicy } from "@minqing/core/access/policy";
import type { Database, Executor } from "@minqing/geodata/database";
import { Cache } from "../../cache.ts";
import { type CitySetting, inForce } from "../../setting/change-setting.ts";

export const SIGN_IN_POLICY: CitySetting<SignInPolicy> = {
  key: "access.sign_in_policy",
  schema: SignInPolicy,
  usual: DEFAULT_SIGN_IN_POLICY,
};
const TTL_MS = 5_000;

export class SignInPolicies {
  readonly #db: Database;
  readonly #now: () => Date;
  readonly #cache = new Cache(TTL_MS);

  constructor(db: Database, now: () => Date) {
    this.#db = db;
    this.#now = now;
  }

  /** At most five seconds old. Inside a transaction, pass its executor. */
  current(executor: Executor = this.#db): Promise<SignInPolicy> {
    return this.#cache.own(
      SIGN_IN_POLICY.key,
      async () => (await inForce(executor, SIGN_IN_POLICY, this.#now())).value,
    );
  }

  forget(): void {
    this.#cache.clear();
  }
}
