// SQL that changes cases (案件): numbers, rows, and what an act on a case needs to know.
import { type Scope, Secrecy } from "@minqing/core/access/scope";
import { Priority } from "@minqing/core/alarm/priority";
import { CaseMarks, type CaseOpening } from "@minqing/core/case/case";
import { CaseCategory } from "@minqing/core/case/category";
import { STAGE_LIMITS_KEY, StageLimits } from "@minqing/core/case/limits";
import { CaseStatus } from "@minqing/core/case/status";
import { z } from "zod";
import { seesCaseSql } from "../access/scope-queries.ts";
import type { Executor } from "../database.ts";
import { exists } from "../exists.ts";
import { inForceToday } from "../organisation/unit-rows.ts";
import { readSetting } from "../setting/queries.ts";
import { sql } from "../sql.ts";

/** The categories valid at an instant. */
export const caseCategories = (executor: Executor, at: Date): Promise<CaseCategory[]> =>
  executor.query(
    sql`
      select edition, code, kind, major, name_zh, name_en, limit_s,
        default_priority, department_kind, icon, themes
      from case_categories
      where valid_from <= ${at}::timestamptz and (valid_to is null or valid_to > ${at}::timestamptz)
      order by code`,
    CaseCategory,
  );

/** Null while the city has set no limits. */
export const stageLimits = (executor: Executor, at: Date): Promise<StageLimits | null> =>
  readSetting(executor, STAGE_LIMITS_KEY, StageLimits, at);

const LockedCase = z.object({
  id: z.string(),
  seq: z.number(),
  status: CaseStatus,
  statusSince: z.date(),
  priority: Priority,
  departmentId: z.string().nullable(),
  returnCount: z.number(),
  reworkCount: z.number(),
  marks: CaseMarks,
  version: z.number(),
  regionCode: z.string(),
  reachCode: z.string().nullable(),
  assisting: z.array(z.string()),
  reporters: z.array(z.string()),
  assignees: z.array(z.string()),
  secrecy: Secrecy,
  category: z.string(),
  categoryEdition: z.string(),
  categoryLimitS: z.number().nullable(),
  closedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
});
export type LockedCase = z.infer<typeof LockedCase>;

const lockedColumns = sql`
  c.id, c.seq, c.status, c.status_since, c.priority, c.department_id, c.return_count, c.rework_count, c.marks, c.version,
  c.region_code, c.reach_code, c.assisting, c.reporters, c.assignees, c.secrecy, c.category, c.category_edition, c.closed_at, c.ended_at,
  (select g.limit_s from case_categories g where g.code = c.category and g.edition = c.category_edition)
    as category_limit_s`;

/** Locks the case's row; null when there is none in scope. */
export async function lockCase(tx: Executor, scope: Scope, id: string): Promise<LockedCase | null> {
  const rows = await tx.query(
    sql`select ${lockedColumns} from cases c where c.id = ${id}::uuid and ${seesCaseSql(scope, sql`c`)} for update of c`,
    LockedCase,
  );
  return rows[0] ?? null;
}

/** Locks the rows of these cases in the order of their ids; those that another transaction has locked are left out. */
export const lockFreeCases = (tx: Executor, ids: readonly string[]): Promise<LockedCase[]> =>
  tx.query(
    sql`
      select ${lockedColumns} from cases c where c.id = any(${ids}::uuid[]) order by c.id for update of c skip locked`,
    LockedCase,
  );

/**
 * Returns the next number of the day. Its row stays locked until the transaction ends, so no number is skipped or
 * repeated.
 */
export async function nextCaseSerial(tx: Executor, day: string): Promise<number> {
  const row = await tx.one(
    sql`
      insert into case_numbers (day, last) values (${day}::date, 1)
      on conflict (day) do update set last = case_numbers.last + 1
      returning last`,
    z.object({ last: z.number() }),
  );
  return row.last;
}

export interface NewCase extends CaseOpening {
  id: string;
  reporters: readonly string[];
  at: Date;
}

/** The row as it is opened; `updateCases` writes what its acts make of it. */
export async function insertCase(tx: Executor, row: NewCase): Promise<void> {
  await tx.execute(sql`
    insert into cases (id, number, kind, category, category_edition, title, description, status, priority, source,
      source_id, region_code, reach_code, reporters, geom, address, reported_at, status_since, secrecy, version, synthetic)
    values (${row.id}::uuid, ${row.number}, ${row.kind}, ${row.category}, ${row.categoryEdition}, ${row.title},
      ${row.description}, 'reported', ${row.priority}, ${row.source}, ${row.sourceId}, ${row.regionCode},
      ${row.reachCode}, ${row.reporters}::text[],
      st_setsrid(st_makepoint(${row.position[0]}, ${row.position[1]}), 4326), ${row.address}, ${row.at}, ${row.at},
      ${row.secrecy}, 1, ${row.synthetic})`);
}

const Grade = z.object({ id: z.string(), secrecy: Secrecy });

/** Grades of the confidential ones (知悉范围) among these cases. */
export async function gradesOfCases(db: Executor, ids: readonly string[]): Promise<Map<string, Secrecy>> {
  if (ids.length === 0) return new Map();
  const rows = await db.query(sql`select id, secrecy from cases where id = any(${ids}::uuid[]) and secrecy > 0`, Grade);
  return new Map(rows.map(({ id, secrecy }) => [id, secrecy]));
}

/** Whether the department exists and is in force today: no case is dispatched to one that has ended. */
export const hasDepartment = (tx: Executor, id: string): Promise<boolean> =>
  exists(tx, sql`select from departments d where d.id = ${id} and ${inForceToday(sql`d`)}`);
