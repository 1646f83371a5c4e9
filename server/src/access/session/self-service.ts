// What everybody does with their own sessions (本人会话): see them, end one, end all others. Another's session is for them
// one that is not there.
import type { OwnSessionView } from "@minqing/core/access/account";
import { browserName } from "@minqing/core/access/browser-name";
import { doneBy } from "@minqing/core/audit/event";
import { endSession, endSessionsOf, listSessions, singleSignOnOpenedAt } from "@minqing/geodata/access/session-queries";
import { writeAudit } from "@minqing/geodata/audit/queries";
import { ProblemError } from "../../problem/problem-error.ts";
import type { ServerContext } from "../../server-context.ts";
import { provePassword } from "../account/reauthenticate.ts";
import type { Session } from "./session.ts";
import { idleSince } from "./sessions.ts";

/**
 * Whoever came by single sign-on may have no password here: having signed in this lately is their proof. Whether the
 * provider asked them anything then is the provider's.
 */
const FRESH_MS = 10 * 60_000;
const MAX = 500;

export interface OwnSessions {
  items: OwnSessionView[];
  /** Another session of one's own ends only with the current password. */
  needsPassword: boolean;
}

type Wanted = Pick<ServerContext, "db" | "now" | "policies" | "passwords">;

export class OwnSessionRegister {
  readonly #options: Wanted;

  constructor(options: Wanted) {
    this.#options = options;
  }

  async list(session: Session): Promise<OwnSessions> {
    const { db, policies, now } = this.#options;
    const { idleMinutes } = await policies.current();
    const at = now();
    const filter = { username: session.actor.username, limit: MAX };
    const rows = await listSessions(db, filter, { now: at, idleSince: idleSince(at, idleMinutes) });
    const items = rows.map(({ username, displayName, userAgent, ...row }) => ({
      ...row,
      device: browserName(userAgent),
      own: row.id === session.id,
    }));
    return { items, needsPassword: !(await this.#isFresh(session)) };
  }

  /** The own current one ends like a sign-out, which nobody has to prove anything for. */
  async end(session: Session, id: string, password: string | undefined): Promise<void> {
    const { db, now } = this.#options;
    if (id !== session.id) await this.#prove(session, password);
    const { actor } = session;
    await db.transaction(async (tx) => {
      if ((await endSession(tx, id, actor.username)) === null) {
        throw new ProblemError("not-found", `there is no open session ${id} of your own`);
      }
      const object = { kind: "account", id: actor.username };
      await writeAudit(tx, doneBy(actor, now(), { action: "session.end", object, detail: { session: id } }));
    });
    db.ring("access");
  }

  /** Returns how many. */
  async endOthers(session: Session, password: string | undefined): Promise<number> {
    const { db, now } = this.#options;
    await this.#prove(session, password);
    const { actor, id } = session;
    const ended = await db.transaction(async (tx) => {
      const sessions = await endSessionsOf(tx, actor.username, id);
      const object = { kind: "account", id: actor.username };
      await writeAudit(tx, doneBy(actor, now(), { action: "session.end", object, detail: { others: sessions } }));
      return sessions;
    });
    db.ring("access");
    return ended;
  }

  async #prove(session: Session, password: string | undefined): Promise<void> {
    if (password !== undefined) await provePassword(this.#options, session, password);
    else if (!(await this.#isFresh(session))) {
      throw new ProblemError("bad-request", undefined, [
        { path: "password", expected: "the current password", got: "none" },
      ]);
    }
  }

  async #isFresh({ id }: Session): Promise<boolean> {
    const at = id === null ? null : await singleSignOnOpenedAt(this.#options.db, id);
    return at !== null && this.#options.now().getTime() - at.getTime() < FRESH_MS;
  }
}
