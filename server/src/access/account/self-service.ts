// Self-service for the signed-in account: change the password, set up the second factor.
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
import type { PasswordHasher } from "../sign-in/password-hasher.ts";
import type { SecondFactor } from "../sign-in/second-factor.ts";
import type { SignInPolicies } from "../sign-in/sign-in-policies.ts";
import { findOwnAccount, reauthenticate } from "./reauthenticate.ts";

interface Options {
  db: Database;
  policies: SignInPolicies;
  secondFactor: SecondFactor;
  passwords: PasswordHasher;
  now: () => Date;
}

export class AccountSelfService {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async changePassword(session: Session, { current, next }: { current: string; next: string }): Promise<void> {
    const { db, policies, passwords, now } = this.#options;
    const account = await reauthenticate(this.#options, session, current);
    const policy = await policies.current();
    await this.#requireAcceptable(account, next, policy);
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

  async secondFactorState({
    actor,
  }: Session): Promise<{ state: "none" | "pending" | "on"; recoveryCodesLeft: number }> {
    const { db, secondFactor } = this.#options;
    const account = await findOwnAccount(db, actor.username);
    const recoveryCodesLeft = await secondFactor.recoveryCodesLeft(db, actor.username);
    if (account.totpConfirmedAt !== null) return { state: "on", recoveryCodesLeft };
    return { state: account.totpPending === null ? "none" : "pending", recoveryCodesLeft };
  }

  /** A factor in force is replaced only with one of its own codes: a stolen session and password are not enough. */
  async beginSecondFactor(
    session: Session,
    { password, code }: { password: string; code?: string | undefined },
  ): Promise<{ secret: string; uri: string }> {
    const { db, secondFactor, now } = this.#options;
    const current = await findOwnAccount(db, session.actor.username);
    if (current.totpConfirmedAt !== null && code === undefined) throw new ProblemError("second-factor-needed");
    const { username } = await reauthenticate(this.#options, session, password, async (account) =>
      account.totpConfirmedAt === null ? true : secondFactor.acceptCode(db, account, code ?? ""),
    );
    const { secret, uri, sealed } = secondFactor.begin(username);
    await db.transaction(async (tx) => {
      await beginTotp(tx, username, sealed);
      await writeAudit(tx, doneBy(session.actor, now(), { action: "second-factor.begin" }));
    });
    return { secret, uri };
  }

  /** Ends all other sessions of the account: they were opened without the second factor. */
  async confirmSecondFactor(session: Session, code: string): Promise<string[]> {
    const { db, secondFactor, now } = this.#options;
    const recoveryCodes = await db.transaction(async (tx) => {
      const account = await findOwnAccount(tx, session.actor.username);
      const step = secondFactor.stepOf(account.username, account.totpPending, code);
      if (step === null) {
        throw new ProblemError("bad-request", undefined, [
          { path: "code", expected: "the six digits that the authenticator app shows now", got: "another code" },
        ]);
      }
      const { codes, hashes } = secondFactor.newRecoveryCodes(account.username);
      await confirmTotp(tx, account.username, { at: now(), step, codeHashes: hashes });
      await endSessionsOf(tx, account.username, session.id);
      await writeAudit(tx, doneBy(session.actor, now(), { action: "second-factor.confirm" }));
      return codes;
    });
    db.ring("access");
    return recoveryCodes;
  }

  async #requireAcceptable(account: AccountRow, next: string, policy: SignInPolicy): Promise<void> {
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
  "names-the-account": () => "a password without the account name",
  guessable: () => "more than common words, names of this place, sequences and years",
  breached: () => "a password that is not among the most frequent ones of known breaches",
  "used-before": ({ history }) => `a password other than the last ${history}`,
};
