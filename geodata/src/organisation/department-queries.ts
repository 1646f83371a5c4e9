// SQL of the register of departments (部门).
import { type DepartmentDraft, DepartmentRecord, DepartmentState } from "@minqing/core/organisation/department";
import { z } from "zod";
import type { Executor } from "../database.ts";
import { jsonRows, sql } from "../sql.ts";
import { idsAre, inForceSql, type Stored } from "./unit-rows.ts";

const StateRow = DepartmentState.extend({ id: z.string(), version: z.number() });

const stateColumns = sql`d.id, d.parent_id, d.name, d.name_en, d.kind,
  d.region_code, d.valid_from, d.valid_to, d.version`;

/** The states of departments with these ids; null for all. */
export async function departmentStates(
  executor: Executor,
  ids: readonly string[] | null,
): Promise<Map<string, Stored<DepartmentState>>> {
  const rows = await executor.query(
    sql`select ${stateColumns} from departments d where ${idsAre(sql`d.id`, ids)}`,
    StateRow,
  );
  return new Map(rows.map(({ id, ...state }) => [id, state]));
}

/** In the order of their ids; `people` counts those in force on the day. */
export const listDepartmentRecords = (executor: Executor, day: string): Promise<DepartmentRecord[]> =>
  executor.query(
    sql`
      select ${stateColumns}, d.synthetic, count(p.id)::int as people
      from departments d left join people p on p.department_id = d.id and ${inForceSql(sql`p`, day)}
      group by d.id order by d.id`,
    DepartmentRecord,
  );

/** Creates new departments and changes existing ones, in one statement: a parent may come after its children. */
export const writeDepartments = (
  tx: Executor,
  departments: readonly (DepartmentDraft & { id: string })[],
): Promise<number> =>
  tx.execute(sql`
    insert into departments as t (id, parent_id, name, name_en, kind, region_code, valid_from, valid_to, synthetic)
    select d.id, d.parent_id, d.name, d.name_en, d.kind, d.region_code, d.valid_from, d.valid_to, false
    from json_to_recordset(${jsonRows(departments)}::json) as d (id text, parent_id text, name text, name_en text,
      kind text, region_code text, valid_from date, valid_to date)
    on conflict (id) do update set parent_id = excluded.parent_id, name = excluded.name, name_en = excluded.name_en,
      kind = excluded.kind, region_code = excluded.region_code, valid_from = excluded.valid_from,
      valid_to = excluded.valid_to, version = t.version + 1`);
