// Sessions on the server: the client holds a random token, the database its keyed hash; a session ends by sign-out, by its
// age, or when nobody used it for a while.
import { createHmac, randomBytes } from "node:crypto";
import type { City } from "@minqing/core/city/city";
import {
  type AccountRow,
  deleteSession,
  findAccount,
  findSession,
  insertSession,
  purgeSessions,
  touchSession,
} from "@minqing/geodata/access/queries";
import type { Database } from "@minqing/geodata/database";
import { ProblemError } from "../problem/problem-error.ts";
import { type Session, sessionOf } from "./session.ts";

/** A wall runs for days and asks for figures all the time; a console left alone is closed after half an hour. */
export const SESSION_LIFE_MS = 7 * 24 * 3_600_000;
export const SESSION_IDLE_MS = 30 * 60_000;
/** The last use is written at most this often. */
const TOUCH_EVERY_MS = 60_000;
const TOKEN_BYTES = 32;

export interface OpenedSession {
  token: string;
  session: Session;
}

export class Sessions {
  readonly #db: Database;
  readonly #secret: string;
  readonly #city: City;
  readonly #demo: boolean;
  readonly #now: () => Date;

  constructor(options: { db: Database; secret: string; city: City; demo: boolean; now: () => Date }) {
    this.#db = options.db;
    this.#secret = options.secret;
    this.#city = options.city;
    this.#demo = options.demo;
    this.#now = options.now;
  }

  /** A demo account whose password lies in a file counts for nothing outside of the demo. */
  isWelcome(account: Pick<AccountRow, "demo">): boolean {
    return this.#demo || !account.demo;
  }

  /** Opens a session for an account whose password (or one-time link) was right. */
  async open(account: AccountRow): Promise<OpenedSession> {
    const token = randomBytes(TOKEN_BYTES).toString("base64url");
    const at = this.#now();
    const expiresAt = new Date(at.getTime() + SESSION_LIFE_MS);
    const hash = this.#hash(token);
    await insertSession(this.#db, { tokenHash: hash, username: account.username, at, expiresAt });
    return { token, session: sessionOf(account, this.#city, { hash, expiresAt }) };
  }

  async openFor(username: string): Promise<OpenedSession> {
    const account = await findAccount(this.#db, username);
    if (account === null) throw new ProblemError("not-signed-in", `there is no account "${username}"`);
    return this.open(account);
  }

  /** The session of a token; null when there is none, or none any more. */
  async find(token: string): Promise<Session | null> {
    const now = this.#now();
    const hash = this.#hash(token);
    const idleSince = new Date(now.getTime() - SESSION_IDLE_MS);
    const row = await findSession(this.#db, hash, { now, idleSince });
    if (row === null || !this.isWelcome(row)) return null;
    if (now.getTime() - row.lastSeenAt.getTime() > TOUCH_EVERY_MS) await touchSession(this.#db, hash, now);
    return sessionOf(row, this.#city, { hash, expiresAt: row.expiresAt });
  }

  async end(session: Session): Promise<void> {
    await deleteSession(this.#db, session.tokenHash);
  }

  purge(): Promise<number> {
    const now = this.#now();
    return purgeSessions(this.#db, { now, idleSince: new Date(now.getTime() - SESSION_IDLE_MS) });
  }

  #hash(token: string): Uint8Array {
    return createHmac("sha256", this.#secret).update(token).digest();
  }
}
