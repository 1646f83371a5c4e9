// SQL that drops old rows of the audit trail, as the owner: whole stretches of the chain up to a signed head, which stays
// as the place where the chain now begins.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { sql } from "../sql.ts";

/** The newest signed head that has only rows older than `before` up to it, and rows to drop; null for none. */
async function purgeableHead(tx: Executor, before: Date): Promise<number | null> {
  const heads = await tx.query(
    sql`select position from audit_heads where signature is not null and at < ${before} order by position desc limit 1`,
    z.object({ position: z.number() }),
  );
  const position = heads[0]?.position;
  if (position === undefined) return null;
  const { old, young } = await tx.one(
    sql`
      select count(*) filter (where e.at < ${before}) as old, count(*) filter (where e.at >= ${before}) as young
      from audit_chain c join audit_events e on e.id = c.audit_id where c.position <= ${position}`,
    z.object({ old: z.number(), young: z.number() }),
  );
  return old > 0 && young === 0 ? position : null;
}

/** Null when there was nothing to drop. */
export async function purgeSealed(tx: Executor, before: Date): Promise<{ position: number; rows: number } | null> {
  const position = await purgeableHead(tx, before);
  if (position === null) return null;
  const rows = await tx.execute(sql`
    with gone as (delete from audit_chain where position <= ${position} returning audit_id)
    delete from audit_events where id in (select audit_id from gone)`);
  await tx.execute(sql`delete from audit_heads where position < ${position}`);
  return { position, rows };
}
