// SQL that deletes or empties personal data older than an instant, as the owner. Each returns the number of rows.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { dropPartitions } from "../ingest/partitions.ts";
import { sql } from "../sql.ts";

/** The first purge of a city with old data takes longer than the timeout of other statements. */
export async function disableStatementTimeout(tx: Executor): Promise<void> {
  await tx.execute(sql`set local statement_timeout = 0`);
}

/** Contacts of reports whose cases ended before the instant. */
export const purgeContacts = (tx: Executor, before: Date): Promise<number> =>
  tx.execute(sql`
    delete from report_contacts k using reports r, cases c
    where r.id = k.report_id and c.id = r.case_id and c.ended_at < ${before}::timestamptz`);

/** Pictures that belong to no detection any more. */
const deleteUnusedPictures = (tx: Executor, before: Date): Promise<number> =>
  tx.execute(sql`
    delete from snapshots s where s.stored_at < ${before}::timestamptz
      and not exists (select from detections d where d.snapshot_sha256 = s.sha256)`);

/** The picture of a case that has not ended stays. */
export async function purgePictures(tx: Executor, before: Date): Promise<number> {
  await tx.execute(sql`
    update detections d set snapshot_sha256 = null
    where d.snapshot_sha256 is not null and d.received_at < ${before}::timestamptz
      and not exists (select from cases c where c.id = d.case_id and c.ended_at is null)`);
  return deleteUnusedPictures(tx, before);
}

/** Deletes them with their pictures. */
export async function purgeLoggedDetections(tx: Executor, before: Date): Promise<number> {
  const rows = await tx.execute(sql`
    delete from detections
    where fate = 'log' and verdict is null and case_id is null and received_at < ${before}::timestamptz`);
  if (rows > 0) await deleteUnusedPictures(tx, before);
  return rows;
}

/** The dead letter stays, with its hash and reason. */
export const purgeLetterPayloads = (tx: Executor, before: Date): Promise<number> =>
  tx.execute(sql`
    update dead_letters set payload_head = ''
    where received_at < ${before}::timestamptz and length(payload_head) > 0`);

export const purgeSessionAddresses = (tx: Executor, before: Date): Promise<number> =>
  tx.execute(sql`
    update sessions set address = null, user_agent = null
    where created_at < ${before}::timestamptz and (address is not null or user_agent is not null)`);

/** Whole days of positions, and the latest positions. */
export async function purgeMovements(tx: Executor, before: Date): Promise<number> {
  const last = await tx.execute(sql`delete from latest_positions where observed_at < ${before}::timestamptz`);
  return last + (await dropPartitions(tx, "positions", before));
}

const LastPurge = z.object({ kind: z.string(), at: z.date(), rows: z.number() });

/** The newest purge of each kind, by the audit trail. */
export const lastPurges = (executor: Executor): Promise<z.infer<typeof LastPurge>[]> =>
  executor.query(
    sql`
      select distinct on (kind) kind, at, rows from (
        select coalesce(object_id, 'audit') as kind, at, (detail ->> 'rows')::int as rows
        from audit_events where action in ('retention.purge', 'audit.purge')) as purge
      order by kind, at desc`,
    LastPurge,
  );
