// Sign-in by password: an unknown name, a locked one and a wrong password take the same time and get the same answer. Attempts
// are counted in the database, so that neither a restart nor a second process allows further ones.
import type { SignIn } from "@minqing/core/access/account";
import { type AccountRow, findAccount, lockAccount } from "@minqing/geodata/access/queries";
import type { Database } from "@minqing/geodata/database";
import {
  GENERATED,
  hasCost,
  hashPassword,
  type PasswordCost,
  verifyPassword,
} from "@minqing/geodata/process/secret/password";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { subscriberOf } from "../../http/network.ts";
import { ProblemError } from "../../problem/problem-error.ts";
import type { Origin } from "../session/session.ts";
import type { OpenedSession, Sessions } from "../session/sessions.ts";
import type { KnownBrowsers } from "./known-browser.ts";
import { type Attempt, beginAttempt, networkSource, tooManyFailures } from "./lock-out.ts";
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
  browsers: KnownBrowsers;
  passwords: PasswordHasher;
  now: () => Date;
}

export class PasswordSignIn {
  readonly #options: Options;
  readonly #addresses = new RateLimiterMemory(FAILURES_PER_ADDRESS);
  #decoys: Promise<Decoys> | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  /** `browser`: the token of a browser in which the account has signed in before. */
  async signIn({ username, password, code }: SignIn, origin: Origin, browser?: string): Promise<OpenedSession> {
    const { db, browsers } = this.#options;
    const subscriber = subscriberOf(origin.address ?? "");
    await this.#reserve(subscriber);
    const account = await findAccount(db, username);
    const source = browsers.sourceOf(username, browser) ?? networkSource(origin.address);
    const attempt = account === null ? null : await beginAttempt(this.#options, account, source);
    try {
      // Hashed in any case: an unknown name, a locked one and a wrong password take the same time and get the same answer.
      const isRight = await this.#isRight(account, password);
      if (account === null || attempt === null) throw refused();
      const opened = await this.#judge(account, isRight, { attempt, code, origin });
      await this.#addresses.reward(subscriber);
      return opened;
    } finally {
      attempt?.close();
    }
  }

  async #judge(
    account: AccountRow,
    isRight: boolean,
    { attempt, code, origin }: { attempt: Attempt; code: string | undefined; origin: Origin },
  ): Promise<OpenedSession> {
    if (!isRight || !this.#options.sessions.maySignIn(account)) {
      await attempt.wrong();
      throw refused();
    }
    if (account.totpConfirmedAt !== null && code === undefined) {
      await this.#addresses.reward(subscriberOf(origin.address ?? ""));
      await attempt.release();
      throw new ProblemError("second-factor-needed");
    }
    const opened = await this.#open(account.username, code, { attempt, origin });
    if (opened !== null) return opened;
    await attempt.wrong();
    throw new ProblemError("not-signed-in", "the code is wrong or was used before");
  }

  /** Null for a wrong code. */
  #open(
    username: string,
    code: string | undefined,
    { attempt, origin }: { attempt: Attempt; origin: Origin },
  ): Promise<OpenedSession | null> {
    const { db, sessions, secondFactor } = this.#options;
    return db.transaction(async (tx) => {
      // Read again under a lock: another sign-in may have used the same code in between.
      const current = await lockAccount(tx, username);
      if (current === null || !sessions.maySignIn(current)) throw refused();
      const isCodeAccepted =
        current.totpConfirmedAt === null || (await secondFactor.acceptCode(tx, current, code ?? ""));
      if (!isCodeAccepted) return null;
      await attempt.right(tx);
      return sessions.open(tx, current, origin);
    });
  }

  /** Before anything is looked up: parallel requests of one address count as well. */
  async #reserve(subscriber: string): Promise<void> {
    await this.#addresses.consume(subscriber).catch(() => {
      throw tooManyFailures();
    });
  }

  /** Always two hashes, one of each cost: how the account's password was hashed cannot be told by the time. */
  async #isRight(account: AccountRow | null, password: string): Promise<boolean> {
    const { passwords } = this.#options;
    return passwords.run(async () => {
      const decoys = await this.#decoyHashes();
      const stored = account?.passwordHash ?? decoys.chosen;
      const isRight = await verifyPassword(password, stored);
      await verifyPassword(password, hasCost(stored, passwords.cost) ? decoys.generated : decoys.chosen);
      return account !== null && isRight;
    });
  }

  #decoyHashes(): Promise<Decoys> {
    this.#decoys ??= decoysOf(this.#options.passwords.cost);
    return this.#decoys;
  }
}

interface Decoys {
  chosen: string;
  generated: string;
}

const decoysOf = async (cost: PasswordCost): Promise<Decoys> => ({
  chosen: await hashPassword("nobody has this password", cost),
  generated: await hashPassword("nobody has this password", GENERATED),
});

const refused = (): ProblemError =>
  new ProblemError(
    "not-signed-in",
    "name or password is wrong, or too many attempts were: then wait a quarter of an hour",
  );
