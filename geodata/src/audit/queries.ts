// SQL of the audit trail's rows. A row is written in the transaction of the action, so that neither exists without the
// other.
import type { AuditEvent } from "@minqing/core/audit/event";
import { AuditRow, AuditView } from "@minqing/core/audit/row";
import { z } from "zod";
import { withinTimeSql } from "../access/scope-queries.ts";
import type { Executor } from "../database.ts";
import { instant } from "../instant.ts";
import type { PageEnd } from "../list-filter.ts";
import { json, jsonRows, sql } from "../sql.ts";

export async function writeAudit(tx: Executor, event: AuditEvent): Promise<void> {
  const { at, actor, roles, address, action, objectKind, objectId, result, reason, count, detail } = event;
  await tx.execute(sql`
    insert into audit_events (at, actor, roles, address, action, object_kind, object_id, result, reason, count, detail)
    values (${at}, ${actor}, ${roles}::text[], ${address}, ${action}, ${objectKind}, ${objectId}, ${result}, ${reason},
      ${count}, ${detail === null ? null : json(detail)}::jsonb)`);
}

/** Writes many rows in one statement: 2,000 rows one by one take seconds on PGlite. */
export const writeAudits = (tx: Executor, events: readonly AuditEvent[]): Promise<number> =>
  tx.execute(sql`
    insert into audit_events (at, actor, roles, address, action, object_kind, object_id, result, reason, count, detail)
    select e.at, e.actor, e.roles, e.address, e.action, e.object_kind, e.object_id, e.result, e.reason, e.count,
      e.detail
    from json_to_recordset(${jsonRows(events)}::json)
      as e (at timestamptz, actor text, roles text[], address text, action text, object_kind text, object_id text,
        result text, reason text, count integer, detail jsonb)`);

/** Columns of `audit_events e`. */
export const auditColumns = sql`
  e.id, e.at, e.actor, e.roles, e.address, e.action, e.object_kind, e.object_id, e.result,
  e.reason, e.count, e.detail`;

export const StoredRow = AuditRow.extend({ at: instant });

export interface AuditFilter {
  actor: string | null;
  action: string | null;
  objectKind: string | null;
  objectId: string | null;
  result: string | null;
  since: Date | null;
  until: Date | null;
  before: PageEnd | null;
  limit: number;
}

/** Newest first. */
export function listAudit(executor: Executor, filter: AuditFilter): Promise<AuditView[]> {
  const { actor, action, objectKind, objectId, result, since, until, before, limit } = filter;
  const equal = [
    [sql`e.actor`, actor],
    [sql`e.action`, action],
    [sql`e.object_kind`, objectKind],
    [sql`e.object_id`, objectId],
    [sql`e.result`, result],
  ] as const;
  const matches = equal.reduce(
    (where, [column, value]) => (value === null ? where : sql`${where} and ${column} = ${value}`),
    withinTimeSql(since, until, sql`e.at`),
  );
  const page = before === null ? sql`true` : sql`(e.at, e.id) < (${before.at}::timestamptz, ${before.id}::bigint)`;
  return executor.query(
    sql`
      select ${auditColumns}, c.position, encode(c.hash, 'hex') as hash
      from audit_events e left join audit_chain c on c.audit_id = e.id
      where ${matches} and ${page}
      order by e.at desc, e.id desc limit ${limit}`,
    AuditView.extend({ at: instant }),
  );
}

const AuditCounts = z.object({ events: z.number(), chained: z.number() });

export const countAudit = (executor: Executor): Promise<z.infer<typeof AuditCounts>> =>
  executor.one(
    sql`select (select count(*) from audit_events) as events, (select count(*) from audit_chain) as chained`,
    AuditCounts,
  );

/** Whether this role can only append. The only role of the embedded database can do everything. */
export const canOnlyAppend = async (executor: Executor): Promise<boolean> =>
  (
    await executor.one(
      sql`
        select not bool_or(has_table_privilege(log, privilege)) as append_only
        from unnest(array['audit_events', 'audit_chain', 'audit_heads']) as log,
          unnest(array['update', 'delete', 'truncate']) as privilege`,
      z.object({ appendOnly: z.boolean() }),
    )
  ).appendOnly;
