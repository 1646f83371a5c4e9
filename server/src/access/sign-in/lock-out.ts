// Account lock-out (登录失败处理): every check of a password or a code asks here first, and counts a wrong one.
import { countFailure } from "@minqing/geodata/access/account-queries";
import type { AccountRow } from "@minqing/geodata/access/queries";
import type { Database } from "@minqing/geodata/database";
import { ProblemError } from "../../problem/problem-error.ts";
import type { SignInPolicies } from "./sign-in-policies.ts";

const MINUTE_MS = 60_000;

export const isLocked = ({ lockedUntil }: Pick<AccountRow, "lockedUntil">, now: Date): boolean =>
  lockedUntil !== null && lockedUntil > now;

export const lockedOut = (): ProblemError =>
  new ProblemError("too-many-requests", "too many failed attempts: locked for a while");

interface Options {
  db: Database;
  policies: SignInPolicies;
  now: () => Date;
}

/** Counts one failed attempt; locks the account when the policy's number is reached. */
export async function countFailedAttempt({ db, policies, now }: Options, username: string): Promise<void> {
  const { maxFailures, lockMinutes } = await policies.current();
  const lockedUntil = new Date(now().getTime() + lockMinutes * MINUTE_MS);
  await countFailure(db, username, { max: maxFailures, lockedUntil });
}
