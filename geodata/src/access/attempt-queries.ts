// SQL of attempts at passwords and codes: an attempt is reserved before its password is hashed, and counts as wrong until it
// turns out to be right.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { sql } from "../sql.ts";

const Reserved = z.object({ isLocking: z.boolean() });

export interface AttemptLimit {
  /** The `max`-th attempt in a row locks its source. */
  max: number;
  now: Date;
  lockedUntil: Date;
}

/** Null where the source is locked; `isLocking`: this attempt has locked it, unless it turns out to be right. */
export async function reserveAttempt(
  executor: Executor,
  { username, source }: { username: string; source: string },
  { max, now, lockedUntil }: AttemptLimit,
): Promise<z.infer<typeof Reserved> | null> {
  const rows = await executor.query(
    sql`
      insert into sign_in_attempts as a (username, source, failures, last_at, locked_until)
      values (${username}, ${source}, 1, ${now}, case when ${max}::int <= 1 then ${lockedUntil}::timestamptz end)
      on conflict (username, source) do update set last_at = excluded.last_at,
        failures = case when a.locked_until is null then a.failures + 1 else 1 end,
        locked_until = case
          when (case when a.locked_until is null then a.failures + 1 else 1 end) >= ${max}::int
          then ${lockedUntil}::timestamptz end
      where a.locked_until is null or a.locked_until <= excluded.last_at
      returning a.locked_until is not null as is_locking`,
    Reserved,
  );
  return rows[0] ?? null;
}

/** The attempt was right: its source begins anew. */
export async function forgetAttempts(executor: Executor, username: string, source: string): Promise<void> {
  await executor.execute(sql`delete from sign_in_attempts where username = ${username} and source = ${source}`);
}

/** The password was right, and a code is still to come: the attempt does not count. */
export async function releaseAttempt(executor: Executor, username: string, source: string): Promise<void> {
  await executor.execute(sql`
    update sign_in_attempts set failures = greatest(failures - 1, 0), locked_until = null
    where username = ${username} and source = ${source}`);
}

/** Ends every lock of the account. */
export async function forgetAllAttempts(executor: Executor, username: string): Promise<void> {
  await executor.execute(sql`delete from sign_in_attempts where username = ${username}`);
}

/** Forgets the attempts that are older than `before` and lock nothing at `now`. */
export const purgeAttempts = (executor: Executor, before: Date, now: Date): Promise<number> =>
  executor.execute(sql`
    delete from sign_in_attempts
    where last_at < ${before} and coalesce(locked_until <= ${now}, true)`);
