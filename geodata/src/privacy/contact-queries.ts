// SQL of the sealed contacts (联系人) of reports, and of how often an account has revealed one.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { sql } from "../sql.ts";

const SealedContact = z.object({ sealed: z.instanceof(Uint8Array), synthetic: z.boolean() });
export type SealedContact = z.infer<typeof SealedContact>;

export async function insertContact(
  tx: Executor,
  row: { reportId: string; sealed: Uint8Array; at: Date; synthetic: boolean },
): Promise<void> {
  await tx.execute(sql`
    insert into report_contacts (report_id, sealed, given_at, synthetic)
    values (${row.reportId}::uuid, ${row.sealed}, ${row.at}, ${row.synthetic})`);
}

/** The contacts of reports whose cases the caller has found in scope; a report without one, or whose one is purged, is absent. */
export async function sealedContacts(
  executor: Executor,
  reportIds: readonly string[],
): Promise<Map<string, SealedContact>> {
  const rows = await executor.query(
    sql`select report_id, sealed, synthetic from report_contacts where report_id = any(${reportIds}::uuid[])`,
    SealedContact.extend({ reportId: z.string() }),
  );
  return new Map(rows.map(({ reportId, ...contact }) => [reportId, contact]));
}

export const sealedContact = async (executor: Executor, reportId: string): Promise<SealedContact | null> =>
  (await sealedContacts(executor, [reportId])).get(reportId) ?? null;

/** The first report of a case that has a contact; null if none has. */
export async function reportWithContact(executor: Executor, caseId: string): Promise<string | null> {
  const rows = await executor.query(
    sql`select r.id from reports r join report_contacts k on k.report_id = r.id
      where r.case_id = ${caseId}::uuid order by r.received_at, r.id limit 1`,
    z.object({ id: z.string() }),
  );
  return rows[0]?.id ?? null;
}

/** How often the account did this since an instant, by the audit trail. */
export const countActs = async (
  executor: Executor,
  { actor, action, since }: { actor: string; action: string; since: Date },
): Promise<number> =>
  (
    await executor.one(
      sql`select count(*) as n from audit_events
          where actor = ${actor} and action = ${action} and result = 'done' and at > ${since}`,
      z.object({ n: z.number() }),
    )
  ).n;
