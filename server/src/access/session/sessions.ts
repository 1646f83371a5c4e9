// Sessions on the server: the client has a random token, the database its keyed hash. A session ends by sign-out, at its
// maximum age, or when it was idle too long.
import { randomBytes } from "node:crypto";
import { doneBy } from "@minqing/core/audit/event";
import type { City } from "@minqing/core/city/city";
import { recordSignIn } from "@minqing/geodata/access/account-queries";
import {
  type AccountRow,
  deleteSession,
  endOldestSessions,
  findAccount,
  findSession,
  insertSession,
  purgeSessions,
  type SessionOpening,
  touchSession,
} from "@minqing/geodata/access/queries";
import { writeAudit } from "@minqing/geodata/audit/queries";
import type { Database, Executor } from "@minqing/geodata/database";
import { ProblemError } from "../../problem/problem-error.ts";
import type { Scopes } from "../scope/scopes.ts";
import type { SignInPolicies } from "../sign-in/sign-in-policies.ts";
import { tokenHash } from "../token-hash.ts";
import { type Origin, requiredStepOf, type Session, sessionOf } from "./session.ts";

/** The time of the last use is written at most this often. */
const TOUCH_EVERY_MS = 60_000;
const TOKEN_BYTES = 32;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

export interface OpenedSession {
  token: string;
  session: Session;
}

const BY_PASSWORD: SessionOpening = { openedBy: "password", providerFactor: false, providerSession: null };

interface Options {
  db: Database;
  secret: string;
  city: City;
  demo: boolean;
  now: () => Date;
  policies: SignInPolicies;
  scopes: Scopes;
}

export class Sessions {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Demo accounts sign in only in the demo: their password is written in a file. */
  maySignIn(account: Pick<AccountRow, "demo" | "enabled" | "awaitsApproval">): boolean {
    return account.enabled && account.awaitsApproval === null && (this.#options.demo || !account.demo);
  }

  /** Opens a session after the password, the one-time link or the identity provider was checked. */
  async open(
    tx: Executor,
    account: AccountRow,
    origin: Origin,
    opening: SessionOpening = BY_PASSWORD,
  ): Promise<OpenedSession> {
    const { now, policies, scopes, city } = this.#options;
    const policy = await policies.current(tx);
    const token = randomBytes(TOKEN_BYTES).toString("base64url");
    const at = now();
    const expiresAt = new Date(at.getTime() + policy.absoluteHours * HOUR_MS);
    const hash = this.#hash(token);
    const { username, roles } = account;
    await insertSession(tx, { tokenHash: hash, username, at, expiresAt, ...origin, ...opening });
    if (policy.sessionsPerAccount !== null)
      await endOldestSessions(tx, { username, tokenHash: hash }, policy.sessionsPerAccount);
    await recordSignIn(tx, username, at);
    const detail = opening.openedBy === "password" ? null : { by: opening.openedBy };
    await writeAudit(tx, doneBy({ username, roles, address: origin.address }, at, { action: "session.open", detail }));
    const requiredStep = requiredStepOf({ ...account, ...opening }, policy, at);
    const scope = await scopes.of(account, tx);
    return {
      token,
      session: sessionOf(account, city, scope, { tokenHash: hash, expiresAt, requiredStep, address: origin.address }),
    };
  }

  /** Opens a session without a password: for one-time links of the demo, and for tests. */
  openFor(username: string, origin: Origin = { address: null, userAgent: null }): Promise<OpenedSession> {
    return this.#options.db.transaction(async (tx) => {
      const account = await findAccount(tx, username);
      if (account === null) throw new ProblemError("not-signed-in", `there is no account "${username}"`);
      return this.open(tx, account, origin);
    });
  }

  /** The open session of a token, else null. With `isUse` false the idle time goes on. */
  async find(token: string, address: string | null, isUse = true): Promise<Session | null> {
    const { db, city, policies, scopes } = this.#options;
    const now = this.#options.now();
    const hash = this.#hash(token);
    const policy = await policies.current();
    const row = await findSession(db, hash, { now, idleSince: idleSince(now, policy.idleMinutes) });
    if (row === null || !this.maySignIn(row)) return null;
    if (isUse && now.getTime() - row.lastSeenAt.getTime() > TOUCH_EVERY_MS) await touchSession(db, hash, now);
    const requiredStep = requiredStepOf(row, policy, now);
    return sessionOf(row, city, await scopes.of(row), {
      id: row.id,
      tokenHash: hash,
      expiresAt: row.expiresAt,
      requiredStep,
      address,
    });
  }

  async end(session: Session): Promise<void> {
    const { db, now } = this.#options;
    await db.transaction(async (tx) => {
      await deleteSession(tx, session.tokenHash);
      await writeAudit(tx, doneBy(session.actor, now(), { action: "session.close" }));
    });
    db.ring("access");
  }

  async purge(): Promise<number> {
    const now = this.#options.now();
    const { idleMinutes } = await this.#options.policies.current();
    return purgeSessions(this.#options.db, { now, idleSince: idleSince(now, idleMinutes) });
  }

  #hash(token: string): Uint8Array {
    return tokenHash(this.#options.secret, token);
  }
}

export const idleSince = (now: Date, idleMinutes: number): Date => new Date(now.getTime() - idleMinutes * MINUTE_MS);
