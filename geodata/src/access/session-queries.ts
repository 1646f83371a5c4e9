// SQL of open sessions as people and administrators see and end them.
import { OpenSessionView } from "@minqing/core/access/account";
import { z } from "zod";
import type { Executor } from "../database.ts";
import { instant } from "../instant.ts";
import { sql } from "../sql.ts";

const OpenSessionRow = OpenSessionView.omit({ own: true }).extend({
  createdAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
});

/**
 * Confirming a second factor ends the sessions that were opened without it, so every remaining session has proven it.
 */
const openedWith = sql`
  case when s.opened_by <> 'password' then 'single-sign-on'
    when a.totp_confirmed_at is not null then 'second-factor' else 'password' end`;

/** Newest first, of all accounts or of one. */
export const listSessions = (
  executor: Executor,
  filter: { username: string | null; limit: number },
  limits: { now: Date; idleSince: Date },
): Promise<Omit<OpenSessionView, "own">[]> =>
  executor.query(
    sql`
      select s.id, s.username, a.display_name, s.address, s.user_agent,
        ${openedWith} as opened_with, s.created_at, s.last_seen_at,
        s.expires_at
      from sessions s join accounts a on a.username = s.username
      where (${filter.username}::text is null or s.username = ${filter.username}) and s.expires_at > ${limits.now}::timestamptz
        and s.last_seen_at > ${limits.idleSince}::timestamptz
      order by s.last_seen_at desc, s.id limit ${filter.limit}`,
    OpenSessionRow,
  );

/** Returns whose session it was; null if there is none, or if `username` is given and it belongs to another account. */
export async function endSession(tx: Executor, id: string, username: string | null = null): Promise<string | null> {
  const rows = await tx.query(
    sql`
      delete from sessions where id = ${id} and (${username}::text is null or username = ${username})
      returning username`,
    z.object({ username: z.string() }),
  );
  return rows[0]?.username ?? null;
}

/** Ends all sessions of an account except the given one. Returns how many. */
export const endSessionsOf = (tx: Executor, username: string, except: string | null = null): Promise<number> =>
  tx.execute(sql`
    delete from sessions where username = ${username} and (${except}::uuid is null or id <> ${except}::uuid)`);

/** When single sign-on opened this session; null if a password opened it. */
export async function singleSignOnOpenedAt(executor: Executor, id: string): Promise<Date | null> {
  const rows = await executor.query(
    sql`select created_at as at from sessions where id = ${id} and opened_by <> 'password'`,
    z.object({ at: z.date() }),
  );
  return rows[0]?.at ?? null;
}
