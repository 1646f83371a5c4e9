// The sign-in policy in force: data of the city, read again after a while so that every process follows a change.
import { DEFAULT_SIGN_IN_POLICY, SignInPolicy } from "@minqing/core/access/policy";
import type { Database, Executor } from "@minqing/geodata/database";
import { readSetting } from "@minqing/geodata/setting/queries";

export const POLICY_KEY = "access.sign_in_policy";
const KEEP_MS = 5_000;

export class SignInPolicies {
  readonly #db: Database;
  readonly #now: () => Date;
  #known: { policy: Promise<SignInPolicy>; atMs: number } | null = null;

  constructor(db: Database, now: () => Date) {
    this.#db = db;
    this.#now = now;
  }

  /** At most five seconds old. Inside a transaction with its executor. */
  current(executor: Executor = this.#db): Promise<SignInPolicy> {
    const atMs = performance.now();
    if (this.#known !== null && atMs - this.#known.atMs < KEEP_MS) return this.#known.policy;
    const policy = readSetting(executor, POLICY_KEY, SignInPolicy, this.#now()).then(
      (found) => found ?? DEFAULT_SIGN_IN_POLICY,
    );
    this.#known = { policy, atMs };
    policy.catch(() => this.forget());
    return policy;
  }

  forget(): void {
    this.#known = null;
  }
}
