// Self-service for the account's own sessions (本人会话): list them, end one, end all others. The session of another account
// is answered as not found.
import type { OwnSessionView } from "@minqing/core/access/account";
import { browserName } from "@minqing/core/access/browser-name";
import { doneBy } from "@minqing/core/audit/event";
import { endSession, endSessionsOf, listSessions, singleSignOnOpenedAt } from "@minqing/geodata/access/session-queries";
import { writeAudit } from "@minqing/geodata/audit/queries";
import { ProblemError } from "../../problem/problem-error.ts";
import type { ServerContext } from "../../server-context.ts";
import { reauthenticate } from "../account/reauthenticate.ts";
import type { Session } from "./session.ts";
import { idleSince } from "./sessions.ts";

/**
 * An account that signs in by single sign-on may have no password here: a sign-in this recent replaces it. Whether the
 * provider asked for anything at that sign-in is up to the provider.
 */
const RECENT_SIGN_IN_MS = 10 * 60_000;
const MAX_LISTED = 500;

export interface OwnSessionList {
  items: OwnSessionView[];
  /** True where ending another session of the account takes the current password. */
  needsPassword: boolean;
}

type Context = Pick<ServerContext, "db" | "now" | "policies" | "passwords">;

export class SessionSelfService {
  readonly #options: Context;

  constructor(options: Context) {
    this.#options = options;
  }

  async list(session: Session): Promise<OwnSessionList> {
    const { db, policies, now } = this.#options;
    const { idleMinutes } = await policies.current();
    const at = now();
    const filter = { username: session.actor.username, limit: MAX_LISTED };
    const rows = await listSessions(db, filter, { now: at, idleSince: idleSince(at, idleMinutes) });
    const items = rows.map(({ username, displayName, userAgent, ...row }) => ({
      ...row,
      device: browserName(userAgent),
      own: row.id === session.id,
    }));
    return { items, needsPassword: !(await this.#signedInRecently(session)) };
  }

  /** Ending the current session is a sign-out and needs no password. */
  async end(session: Session, id: string, password: string | undefined): Promise<void> {
    const { db, now } = this.#options;
    if (id !== session.id) await this.#requireProof(session, password);
    const { actor } = session;
    await db.transaction(async (tx) => {
      if ((await endSession(tx, id, actor.username)) === null) {
        throw new ProblemError("not-found", `your account has no open session ${id}`);
      }
      const object = { kind: "account", id: actor.username };
      await writeAudit(tx, doneBy(actor, now(), { action: "session.end", object, detail: { session: id } }));
    });
    db.ring("access");
  }

  /** Returns how many sessions ended. */
  async endOthers(session: Session, password: string | undefined): Promise<number> {
    const { db, now } = this.#options;
    await this.#requireProof(session, password);
    const { actor, id } = session;
    const ended = await db.transaction(async (tx) => {
      const count = await endSessionsOf(tx, actor.username, id);
      const object = { kind: "account", id: actor.username };
      await writeAudit(tx, doneBy(actor, now(), { action: "session.end", object, detail: { others: count } }));
      return count;
    });
    db.ring("access");
    return ended;
  }

  async #requireProof(session: Session, password: string | undefined): Promise<void> {
    if (password !== undefined) await reauthenticate(this.#options, session, password);
    else if (!(await this.#signedInRecently(session))) {
      throw new ProblemError("bad-request", undefined, [
        { path: "password", expected: "the current password", got: "none" },
      ]);
    }
  }

  async #signedInRecently({ id }: Session): Promise<boolean> {
    const at = id === null ? null : await singleSignOnOpenedAt(this.#options.db, id);
    return at !== null && this.#options.now().getTime() - at.getTime() < RECENT_SIGN_IN_MS;
  }
}
