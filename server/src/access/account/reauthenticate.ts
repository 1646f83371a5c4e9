// Re-authentication before a sensitive change: a stolen session alone changes nothing.
import { type AccountRow, findAccount } from "@minqing/geodata/access/queries";
import type { Database, Executor } from "@minqing/geodata/database";
import { ProblemError } from "../../problem/problem-error.ts";
import type { Session } from "../session/session.ts";
import { countFailedAttempt, isLocked, lockedOut } from "../sign-in/lock-out.ts";
import type { PasswordHasher } from "../sign-in/password-hasher.ts";
import type { SignInPolicies } from "../sign-in/sign-in-policies.ts";

interface Options {
  db: Database;
  policies: SignInPolicies;
  passwords: PasswordHasher;
  now: () => Date;
}

/** Returns the account when the password is its current one; a wrong password counts as a failed sign-in. */
export async function reauthenticate(options: Options, { actor }: Session, password: string): Promise<AccountRow> {
  const { db, passwords, now } = options;
  const account = await findOwnAccount(db, actor.username);
  if (isLocked(account, now())) throw lockedOut();
  if (await passwords.verify(password, account.passwordHash)) return account;
  await countFailedAttempt(options, account.username);
  throw new ProblemError("bad-request", undefined, [
    { path: "password", expected: "the current password", got: "another one" },
  ]);
}

export async function findOwnAccount(executor: Executor, username: string): Promise<AccountRow> {
  const account = await findAccount(executor, username);
  if (account === null) throw new ProblemError("not-signed-in", "the account no longer exists");
  return account;
}
