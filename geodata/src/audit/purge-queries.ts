// SQL that deletes old rows of the audit trail, as the owner: all rows up to a signed head, which stays as the new
// beginning of the chain.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { sql } from "../sql.ts";

/** The newest signed head with only rows older than `before` up to it, if there are any to delete; else null. */
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

/** Returns null if there was nothing to delete. */
export async function purgeSealed(tx: Executor, before: Date): Promise<{ position: number; rows: number } | null> {
  const position = await purgeableHead(tx, before);
  if (position === null) return null;
  const rows = await tx.execute(sql`
    with gone as (delete from audit_chain where position <= ${position} returning audit_id)
    delete from audit_events where id in (select audit_id from gone)`);
  await tx.execute(sql`delete from audit_heads where position < ${position}`);
  return { position, rows };
}
