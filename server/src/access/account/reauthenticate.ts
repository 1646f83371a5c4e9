// Who has a session proves again who they are before what matters: a stolen session alone changes nothing.
import { type AccountRow, findAccount } from "@minqing/geodata/access/queries";
import type { Database, Executor } from "@minqing/geodata/database";
import { ProblemError } from "../../problem/problem-error.ts";
import type { Session } from "../session/session.ts";
import { closed, countWrong, isLocked } from "../sign-in/lock-out.ts";
import type { PasswordGate } from "../sign-in/password-hasher.ts";
import type { SignInPolicies } from "../sign-in/sign-in-policies.ts";

interface Options {
  db: Database;
  policies: SignInPolicies;
  passwords: PasswordGate;
  now: () => Date;
}

/** The account whose current password this is; a wrong one counts like one at a sign-in. */
export async function provePassword(options: Options, { actor }: Session, password: string): Promise<AccountRow> {
  const { db, passwords, now } = options;
  const account = await accountOf(db, actor.username);
  if (isLocked(account, now())) throw closed();
  if (await passwords.verify(password, account.passwordHash)) return account;
  await countWrong(options, account.username);
  throw new ProblemError("bad-request", undefined, [
    { path: "password", expected: "the current password", got: "another one" },
  ]);
}

export async function accountOf(executor: Executor, username: string): Promise<AccountRow> {
  const account = await findAccount(executor, username);
  if (account === null) throw new ProblemError("not-signed-in", "the account is gone");
  return account;
}
