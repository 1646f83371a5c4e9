// Re-authentication before a sensitive change: a stolen session alone changes nothing.
import { doneBy } from "@minqing/core/audit/event";
import { type AccountRow, findAccount } from "@minqing/geodata/access/queries";
import { writeAudit } from "@minqing/geodata/audit/queries";
import type { Database, Executor } from "@minqing/geodata/database";
import { ProblemError } from "../../problem/problem-error.ts";
import type { Session } from "../session/session.ts";
import { beginAttempt } from "../sign-in/lock-out.ts";
import type { PasswordHasher } from "../sign-in/password-hasher.ts";
import type { SignInPolicies } from "../sign-in/sign-in-policies.ts";

interface Options {
  db: Database;
  policies: SignInPolicies;
  passwords: PasswordHasher;
  now: () => Date;
}

/**
 * Returns the account when the password, and the code where one is asked for, are its current ones. Attempts count for the
 * session; a wrong one and one of a locked session get the same answer, and leave their row of the audit trail.
 */
export async function reauthenticate(
  options: Options,
  session: Session,
  password: string,
  isCodeRight: (account: AccountRow) => Promise<boolean> = async () => true,
): Promise<AccountRow> {
  const { db, passwords, now } = options;
  const { actor, id } = session;
  const account = await findOwnAccount(db, actor.username);
  const attempt = await beginAttempt(options, account, { kind: "session", id: id ?? "" });
  try {
    const isRight = await passwords.verify(password, account.passwordHash);
    if (attempt !== null && isRight && (await isCodeRight(account))) {
      await attempt.right(db);
      return account;
    }
    const reason = attempt === null ? "locked" : "wrong";
    await writeAudit(db, { ...doneBy(actor, now(), { action: "password.check" }), result: "refused", reason });
    await attempt?.wrong();
  } finally {
    attempt?.close();
  }
  throw new ProblemError("bad-request", undefined, [
    { path: "password", expected: "the current password", got: "another one" },
  ]);
}

export async function findOwnAccount(executor: Executor, username: string): Promise<AccountRow> {
  const account = await findAccount(executor, username);
  if (account === null) throw new ProblemError("not-signed-in", "the account no longer exists");
  return account;
}
