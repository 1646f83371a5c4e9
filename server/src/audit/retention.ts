// Purges audit rows older than the city's retention period: whole parts of the chain up to a signed head. Unsigned rows stay.
import { SYSTEM } from "@minqing/core/access/system";
import { AUDIT_RETENTION_KEY, AuditRetentionDays, MIN_AUDIT_RETENTION_DAYS } from "@minqing/core/audit/audit-settings";
import { doneBy } from "@minqing/core/audit/event";
import { purgeSealed } from "@minqing/geodata/audit/purge-queries";
import { writeAudit } from "@minqing/geodata/audit/queries";
import type { Database, Executor } from "@minqing/geodata/database";
import { readSetting } from "@minqing/geodata/setting/queries";

const DAY_MS = 86_400_000;

export const keepDays = async (executor: Executor, at: Date): Promise<number> =>
  (await readSetting(executor, AUDIT_RETENTION_KEY, AuditRetentionDays, at)) ?? MIN_AUDIT_RETENTION_DAYS;

/** Needs the database owner's rights. Returns the number of purged rows; the purge itself is an audit row. */
export function purgeAudit(owner: Database, at: Date): Promise<number> {
  return owner.transaction(async (tx) => {
    const days = await keepDays(tx, at);
    const before = new Date(at.getTime() - days * DAY_MS);
    const purged = await purgeSealed(tx, before);
    if (purged === null) return 0;
    const detail = { throughPosition: purged.position, rows: purged.rows, before: before.toISOString() };
    await writeAudit(tx, doneBy(SYSTEM, at, { action: "audit.purge", detail }));
    return purged.rows;
  });
}
