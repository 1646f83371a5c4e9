// The lock-out of an account (登录失败处理): whoever tries a password or a code asks here first, and has a wrong one counted.
import { countFailure } from "@minqing/geodata/access/account-queries";
import type { AccountRow } from "@minqing/geodata/access/queries";
import type { Database } from "@minqing/geodata/database";
import { ProblemError } from "../../problem/problem-error.ts";
import type { SignInPolicies } from "./sign-in-policies.ts";

const MINUTE_MS = 60_000;

export const isLocked = ({ lockedUntil }: Pick<AccountRow, "lockedUntil">, now: Date): boolean =>
  lockedUntil !== null && lockedUntil > now;

export const closed = (): ProblemError =>
  new ProblemError("too-many-requests", "too many wrong attempts: closed for a while");

interface Options {
  db: Database;
  policies: SignInPolicies;
  now: () => Date;
}

/** Locks the account at the policy's count. */
export async function countWrong({ db, policies, now }: Options, username: string): Promise<void> {
  const { maxFailures, lockMinutes } = await policies.current();
  const lockedUntil = new Date(now().getTime() + lockMinutes * MINUTE_MS);
  await countFailure(db, username, { max: maxFailures, lockedUntil });
}
