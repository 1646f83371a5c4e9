// SQL of warnings (预警).
import type { Scope } from "@minqing/core/access/scope";
import { type WarningIssue, WarningView } from "@minqing/core/warning/warning";
import { concernsScopeSql, inRegionSql, inScopeSql, withinTimeSql } from "../access/scope-queries.ts";
import type { Executor } from "../database.ts";
import { exists } from "../exists.ts";
import { instant, nullableInstant } from "../instant.ts";
import { type Sql, sql } from "../sql.ts";

const WarningRow = WarningView.extend({ issuedAt: instant, liftedAt: nullableInstant });

const viewsWhere = (where: Sql, tail: Sql = sql``): Sql => sql`
  select w.id, w.type, w.colour, w.region_code, w.title_zh, w.title_en,
    w.issued_at, w.lifted_at, w.synthetic
  from warnings w where ${where} ${tail}`;

export const warningViews = (executor: Executor, ids: readonly string[]): Promise<WarningView[]> =>
  ids.length === 0 ? Promise.resolve([]) : executor.query(viewsWhere(sql`w.id = any(${ids}::uuid[])`), WarningRow);

/** Warnings in force: core's `isWarningOnBoard`. */
export const warningsOnBoard = (executor: Executor, scope: Scope): Promise<WarningView[]> =>
  executor.query(viewsWhere(sql`w.lifted_at is null and ${concernsScopeSql(scope, sql`w.region_code`)}`), WarningRow);

export interface WarningFilter {
  scope: Scope;
  region: string | null;
  inForce: boolean;
  since: Date | null;
  until: Date | null;
  before: { at: Date; id: string } | null;
  limit: number;
}

export function listWarnings(executor: Executor, filter: WarningFilter): Promise<WarningView[]> {
  const code = sql`w.region_code`;
  const { before } = filter;
  const page = before === null ? sql`true` : sql`(w.issued_at, w.id) < (${before.at}::timestamptz, ${before.id}::uuid)`;
  const inForce = filter.inForce ? sql`w.lifted_at is null` : sql`true`;
  return executor.query(
    viewsWhere(
      sql`${concernsScopeSql(filter.scope, code)} and ${inRegionSql(filter.region, code)} and ${inForce}
        and ${withinTimeSql(filter.since, filter.until, sql`w.issued_at`)} and ${page}`,
      sql`order by w.issued_at desc, w.id desc limit ${filter.limit}`,
    ),
    WarningRow,
  );
}

export const warningIsSeen = (executor: Executor, scope: Scope, id: string): Promise<boolean> =>
  exists(
    executor,
    sql`select from warnings w where w.id = ${id}::uuid and ${concernsScopeSql(scope, sql`w.region_code`)}`,
  );

export async function insertWarning(
  tx: Executor,
  warning: WarningIssue & { id: string; at: Date; synthetic: boolean },
): Promise<void> {
  await tx.execute(sql`
    insert into warnings (id, type, colour, region_code, title_zh, title_en, issued_at, synthetic)
    values (${warning.id}::uuid, ${warning.type}, ${warning.colour}, ${warning.regionCode}, ${warning.titleZh},
      ${warning.titleEn}, ${warning.at}, ${warning.synthetic})`);
}

/** Lifts a warning in force; false if there is none for an area inside the scope (seeing it is not enough). */
export async function liftWarning(tx: Executor, scope: Scope, id: string, at: Date): Promise<boolean> {
  const touched = await tx.execute(sql`
    update warnings set lifted_at = ${at}
    where id = ${id}::uuid and lifted_at is null and ${inScopeSql(scope, sql`region_code`)}`);
  return touched === 1;
}
