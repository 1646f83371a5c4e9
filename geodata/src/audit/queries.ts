// SQL of the audit trail. Written in the transaction of the act itself, so that neither exists without the other.
import type { AuditEvent } from "@minqing/core/audit/event";
import type { Executor } from "../database.ts";
import { json, sql } from "../sql.ts";

export async function writeAudit(tx: Executor, event: AuditEvent): Promise<void> {
  const { at, actor, roles, address, action, objectKind, objectId, result, reason, count, detail } = event;
  await tx.execute(sql`
    insert into audit_events (at, actor, roles, address, action, object_kind, object_id, result, reason, count, detail)
    values (${at}, ${actor}, ${roles}::text[], ${address}, ${action}, ${objectKind}, ${objectId}, ${result}, ${reason},
      ${count}, ${detail === null ? null : json(detail)}::jsonb)`);
}
