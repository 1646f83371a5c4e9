// The statements of the change log: append, read after a cursor, the newest and the oldest entry, purge.
import { ChangeEntry, type NewChange } from "@minqing/core/change/entry";
import { z } from "zod";
import type { Executor } from "../database.ts";
import { hotSql, json, type Sql, sql } from "../sql.ts";

export const lockChangeLog = hotSql`select pg_advisory_xact_lock(hashtext('minqing change log'))`;

const jsonOrNull = (value: unknown) => (value === null || value === undefined ? null : json(value));

/** Only with the lock. Numbers follow the order of the entries, and the clock is read with the lock held. */
export const insertChanges = (entries: readonly NewChange[]): Sql => hotSql`
  insert into change_log (seq, at, kind, object_id, scope_before, scope_after, value)
  select nextval('change_log_seq'), clock_timestamp(), kind, object_id, scope_before, scope_after, value
  from (
    select * from unnest(
      ${entries.map(({ kind }) => kind)}::text[], ${entries.map(({ id }) => id)}::text[],
      ${entries.map(({ scopeBefore }) => jsonOrNull(scopeBefore))}::jsonb[],
      ${entries.map(({ scopeAfter }) => jsonOrNull(scopeAfter))}::jsonb[],
      ${entries.map(({ value }) => jsonOrNull(value))}::jsonb[]
    ) with ordinality as entry (kind, object_id, scope_before, scope_after, value, place)
    order by place
  ) entry`;

/** The entries after a cursor in commit order, at most `limit`; fewer entries mean that the head is reached. */
export const changesAfter = (db: Executor, after: number, limit: number): Promise<ChangeEntry[]> =>
  db.query(
    hotSql`select seq, at, kind, object_id as id, scope_before, scope_after, value
        from change_log where seq > ${after} order by seq limit ${limit}`,
    ChangeEntry,
  );

const Seq = z.object({ seq: z.number() });

/** The cursor of the newest entry; 0 before the first entry. */
export const headCursor = async (db: Executor): Promise<number> =>
  (await db.one(hotSql`select coalesce(max(seq), 0) as seq from change_log`, Seq)).seq;

/** The oldest and the newest stored entry; both null in an empty log. */
export const logBounds = (db: Executor): Promise<{ oldest: number | null; newest: number | null }> =>
  db.one(
    hotSql`select (select min(seq) from change_log) as oldest, (select max(seq) from change_log) as newest`,
    z.object({ oldest: z.number().nullable(), newest: z.number().nullable() }),
  );

/** As the owner. The newest entry always stays, because it is the current cursor. Returns how many were deleted. */
export const purgeChanges = (owner: Executor, olderThan: Date): Promise<number> =>
  owner.execute(sql`
    delete from change_log
    where seq < (select coalesce(min(seq), (select max(seq) from change_log)) from change_log where at >= ${olderThan})`);
