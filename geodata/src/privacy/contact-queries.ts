// SQL of the sealed contacts (联系人) of cases, and of how often an account has revealed one.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { sql } from "../sql.ts";

const SealedContact = z.object({ sealed: z.instanceof(Uint8Array), synthetic: z.boolean() });
export type SealedContact = z.infer<typeof SealedContact>;

export async function insertContact(
  tx: Executor,
  row: { caseId: string; sealed: Uint8Array; at: Date; synthetic: boolean },
): Promise<void> {
  await tx.execute(sql`
    insert into case_contacts (case_id, sealed, given_at, synthetic)
    values (${row.caseId}::uuid, ${row.sealed}, ${row.at}, ${row.synthetic})`);
}

/** The contact of a case that the caller has found in scope; null if none was given, or it is purged. */
export async function sealedContact(executor: Executor, caseId: string): Promise<SealedContact | null> {
  const rows = await executor.query(
    sql`select sealed, synthetic from case_contacts where case_id = ${caseId}::uuid`,
    SealedContact,
  );
  return rows[0] ?? null;
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
