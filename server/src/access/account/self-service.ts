// What everybody does for their own account: change the password, set up the second factor.
import { type PasswordIssue, passwordIssues, type SignInPolicy } from "@minqing/core/access/policy";
import { doneBy } from "@minqing/core/audit/event";
import { beginTotp, confirmTotp, pastPasswords, setPassword } from "@minqing/geodata/access/account-queries";
import { isBreached } from "@minqing/geodata/access/breached-passwords";
import { type AccountRow, lockAccount } from "@minqing/geodata/access/queries";
import { endSessionsOf } from "@minqing/geodata/access/session-queries";
import { writeAudit } from "@minqing/geodata/audit/queries";
import type { Database } from "@minqing/geodata/database";
import { ProblemError } from "../../problem/problem-error.ts";
import type { Session } from "../session/session.ts";
import type { PasswordGate } from "../sign-in/password-hasher.ts";
import type { SecondFactor } from "../sign-in/second-factor.ts";
import type { SignInPolicies } from "../sign-in/sign-in-policies.ts";
import { accountOf, provePassword } from "./reauthenticate.ts";

interface Options {
  db: Database;
  policies: SignInPolicies;
  secondFactor: SecondFactor;
  passwords: PasswordGate;
  now: () => Date;
}

export class OwnAccount {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async changePassword(session: Session, { current, next }: { current: string; next: string }): Promise<void> {
    const { db, policies, passwords, now } = this.#options;
    const account = await provePassword(this.#options, session, current);
    const policy = await policies.current();
    await this.#refuseInvalid(account, next, policy);
    const hash = await passwords.hash(next);
    await db.transaction(async (tx) => {
      const at = now();
      await lockAccount(tx, account.username);
      await setPassword(tx, account.username, { hash, at, mustChange: false });
      await endSessionsOf(tx, account.username, session.id);
      await writeAudit(tx, doneBy(session.actor, at, { action: "password.change" }));
    });
    db.ring("access");
  }

  async factorState({ actor }: Session): Promise<{ state: "none" | "pending" | "on"; recoveryCodesLeft: number }> {
    const { db, secondFactor } = this.#options;
    const account = await accountOf(db, actor.username);
    const recoveryCodesLeft = await secondFactor.left(db, actor.username);
    if (account.totpConfirmedAt !== null) return { state: "on", recoveryCodesLeft };
    return { state: account.totpPending === null ? "none" : "pending", recoveryCodesLeft };
  }

  async beginFactor(session: Session, password: string): Promise<{ secret: string; uri: string }> {
    const { db, secondFactor, now } = this.#options;
    const { username } = await provePassword(this.#options, session, password);
    const { secret, uri, sealed } = secondFactor.begin(username);
    await db.transaction(async (tx) => {
      await beginTotp(tx, username, sealed);
      await writeAudit(tx, doneBy(session.actor, now(), { action: "second-factor.begin" }));
    });
    return { secret, uri };
  }

  /** Ends all other sessions of the account: they were opened by less. */
  async confirmFactor(session: Session, code: string): Promise<string[]> {
    const { db, secondFactor, now } = this.#options;
    const shown = await db.transaction(async (tx) => {
      const account = await accountOf(tx, session.actor.username);
      const step = secondFactor.stepOf(account.username, account.totpPending, code);
      if (step === null) {
        throw new ProblemError("bad-request", undefined, [
          { path: "code", expected: "six digits that the authenticator app shows now", got: "another code" },
        ]);
      }
      const { codes, hashes } = secondFactor.newRecoveryCodes(account.username);
      await confirmTotp(tx, account.username, { at: now(), step, codeHashes: hashes });
      await endSessionsOf(tx, account.username, session.id);
      await writeAudit(tx, doneBy(session.actor, now(), { action: "second-factor.confirm" }));
      return codes;
    });
    db.ring("access");
    return shown;
  }

  async #refuseInvalid(account: AccountRow, next: string, policy: SignInPolicy): Promise<void> {
    const { db, passwords } = this.#options;
    const issues: PasswordIssue[] = passwordIssues(next, account.username, policy);
    if (isBreached(next)) issues.push("breached");
    const past = policy.history === 0 ? [] : await pastPasswords(db, account.username, policy.history - 1);
    for (const hash of policy.history === 0 ? [] : [account.passwordHash, ...past]) {
      if (await passwords.verify(next, hash)) issues.push("used-before");
    }
    if (issues.length === 0) return;
    throw new ProblemError(
      "bad-request",
      undefined,
      [...new Set(issues)].map((issue) => ({ path: "next", expected: EXPECTED[issue](policy), got: issue })),
    );
  }
}

const EXPECTED: Record<PasswordIssue, (policy: SignInPolicy) => string> = {
  "too-short": ({ minLength }) => `${minLength} characters or more`,
  "too-few-kinds": ({ minKinds }) => `${minKinds} of lower case, upper case, digits and other characters`,
  "names-the-account": () => "no account name in it",
  guessable: () => "more than common words, names of this place, runs and years",
  breached: () => "none of the passwords that were found most often in breaches",
  "used-before": ({ history }) => `none of the last ${history} passwords`,
};
