// Sign-in by password: an unknown name and a wrong password take the same time and get the same answer. Failed attempts are
// counted at the account, in the database, so that neither a restart nor a second process allows further attempts.
import type { SignIn } from "@minqing/core/access/account";
import { type AccountRow, findAccount, lockAccount } from "@minqing/geodata/access/queries";
import type { Database } from "@minqing/geodata/database";
import { hashPassword, verifyPassword } from "@minqing/geodata/process/secret/password";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { ProblemError } from "../../problem/problem-error.ts";
import type { Origin } from "../session/session.ts";
import type { OpenedSession, Sessions } from "../session/sessions.ts";
import { countFailedAttempt, isLocked, lockedOut } from "./lock-out.ts";
import type { PasswordHasher } from "./password-hasher.ts";
import type { SecondFactor } from "./second-factor.ts";
import type { SignInPolicies } from "./sign-in-policies.ts";

/** One address may be a whole office: fifty failed attempts in a quarter of an hour (防暴力破解). */
const FAILURES_PER_ADDRESS = { points: 50, duration: 15 * 60 };

interface Options {
  db: Database;
  sessions: Sessions;
  policies: SignInPolicies;
  secondFactor: SecondFactor;
  passwords: PasswordHasher;
  now: () => Date;
}

export class PasswordSignIn {
  readonly #options: Options;
  readonly #addresses = new RateLimiterMemory(FAILURES_PER_ADDRESS);
  #decoy: Promise<string> | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  async signIn({ username, password, code }: SignIn, origin: Origin): Promise<OpenedSession> {
    const { db, sessions, secondFactor } = this.#options;
    const now = this.#options.now();
    const address = origin.address ?? "";
    const failures = await this.#addresses.get(address);
    if (failures !== null && failures.remainingPoints <= 0) throw lockedOut();
    const account = await findAccount(db, username);
    if (account !== null && isLocked(account, now)) throw lockedOut();
    const isRight = await this.#isRight(account, password);
    if (account === null || !isRight || !sessions.maySignIn(account)) {
      return this.#refuse(account, address, "name or password is wrong");
    }
    if (account.totpConfirmedAt !== null && code === undefined) throw new ProblemError("second-factor-needed");
    const opened = await db.transaction(async (tx) => {
      // Read again under a lock: another sign-in may have used the same code, or locked the account, in between.
      const current = await lockAccount(tx, username);
      if (current === null || isLocked(current, now)) throw lockedOut();
      const isCodeAccepted =
        current.totpConfirmedAt === null || (await secondFactor.acceptCode(tx, current, code ?? ""));
      if (!isCodeAccepted) return null;
      return sessions.open(tx, current, origin);
    });
    return opened ?? this.#refuse(account, address, "the code is wrong or was used before");
  }

  async #refuse(account: AccountRow | null, address: string, why: string): Promise<never> {
    await this.#addresses.penalty(address);
    if (account !== null) await countFailedAttempt(this.#options, account.username);
    throw new ProblemError("not-signed-in", why);
  }

  /** Takes the same time for an unknown account: it verifies against a decoy hash. */
  async #isRight(account: AccountRow | null, password: string): Promise<boolean> {
    const { passwords } = this.#options;
    return passwords.run(async () => verifyPassword(password, account?.passwordHash ?? (await this.#decoyHash())));
  }

  #decoyHash(): Promise<string> {
    this.#decoy ??= hashPassword("nobody has this password", this.#options.passwords.cost);
    return this.#decoy;
  }
}
