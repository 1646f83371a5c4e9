// Sign-in: a wrong name and a wrong password take the same time and get the same answer.
import type { SignIn } from "@minqing/core/access/account";
import { hashPassword, verifyPassword } from "@minqing/geodata/access/password";
import { findAccount } from "@minqing/geodata/access/queries";
import type { Database } from "@minqing/geodata/database";
import { ProblemError } from "../problem/problem-error.ts";
import { ACCOUNT_LIMITS, ADDRESS_LIMITS, AttemptLimit } from "./attempt-limit.ts";
import type { OpenedSession, Sessions } from "./sessions.ts";

/** Password checks cost 64 MiB and a tenth of a second each: more than these wait, and with too many waiting are refused. */
const MOST_AT_ONCE = 4;
const MOST_WAITING = 64;

export class SignInDesk {
  readonly #db: Database;
  readonly #sessions: Sessions;
  readonly #now: () => Date;
  readonly #accounts = new AttemptLimit(ACCOUNT_LIMITS);
  readonly #addresses = new AttemptLimit(ADDRESS_LIMITS);
  #decoy: Promise<string> | null = null;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(options: { db: Database; sessions: Sessions; now: () => Date }) {
    this.#db = options.db;
    this.#sessions = options.sessions;
    this.#now = options.now;
  }

  async signIn({ username, password }: SignIn, address: string): Promise<OpenedSession> {
    const nowMs = this.#now().getTime();
    if (this.#accounts.isClosed(username, nowMs) || this.#addresses.isClosed(address, nowMs)) {
      throw new ProblemError("too-many-requests", "too many wrong passwords: closed for up to 15 minutes");
    }
    await this.#enter();
    try {
      const account = await findAccount(this.#db, username);
      const isRight = await verifyPassword(password, account?.passwordHash ?? (await this.#decoyHash()));
      if (account !== null && isRight && this.#sessions.isWelcome(account)) {
        this.#accounts.succeed(username);
        return await this.#sessions.open(account);
      }
    } finally {
      this.#leave();
    }
    this.#accounts.fail(username, nowMs);
    this.#addresses.fail(address, nowMs);
    throw new ProblemError("not-signed-in", "name or password is wrong");
  }

  async #enter(): Promise<void> {
    if (this.#waiting.length >= MOST_WAITING) throw new ProblemError("too-many-requests", "too many sign-ins at once");
    if (this.#running < MOST_AT_ONCE) this.#running += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** The place goes to whoever waits longest, else it is free. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }

  #decoyHash(): Promise<string> {
    this.#decoy ??= hashPassword("nobody has this password");
    return this.#decoy;
  }
}
