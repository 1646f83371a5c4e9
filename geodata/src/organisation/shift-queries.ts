// SQL of the register of shifts (班次).
import { type ShiftDraft, ShiftRecord, ShiftState } from "@minqing/core/organisation/shift";
import { z } from "zod";
import type { Executor } from "../database.ts";
import { instant } from "../instant.ts";
import { jsonRows, type Sql, sql } from "../sql.ts";
import type { Stored } from "./unit-rows.ts";

const StateRow = ShiftState.extend({ id: z.string(), version: z.number(), startsAt: instant, endsAt: instant });

const stateColumns = sql`s.id, s.person_id, s.department_id, s.name,
  s.starts_at, s.ends_at, s.version`;

async function statesWhere(executor: Executor, where: Sql): Promise<Map<string, Stored<ShiftState>>> {
  const rows = await executor.query(sql`select ${stateColumns} from shifts s where ${where}`, StateRow);
  return new Map(rows.map(({ id, ...state }) => [id, state]));
}

export const shiftStates = (executor: Executor, ids: readonly string[]): Promise<Map<string, Stored<ShiftState>>> =>
  statesWhere(executor, sql`s.id = any(${ids}::text[])`);

/** Shifts of these people that overlap the span. */
export const shiftsOfPeople = (
  executor: Executor,
  people: readonly string[],
  span: { from: Date; to: Date },
): Promise<Map<string, Stored<ShiftState>>> =>
  statesWhere(
    executor,
    sql`s.person_id = any(${people}::text[]) and s.starts_at < ${span.to}::timestamptz and s.ends_at > ${span.from}::timestamptz`,
  );

export interface ShiftFilter {
  departmentId: string | null;
  personId: string | null;
  since: Date;
  until: Date;
  /** The last shift of the previous page; null for the first page. */
  after: { at: Date; id: string } | null;
  limit: number;
}

/** Shifts that overlap the span, in the order in which they begin. */
export const listShifts = (executor: Executor, filter: ShiftFilter): Promise<ShiftRecord[]> => {
  const { departmentId, personId, since, until, after, limit } = filter;
  const page = after === null ? sql`true` : sql`(s.starts_at, s.id) > (${after.at}::timestamptz, ${after.id})`;
  return executor.query(
    sql`
      select ${stateColumns}, s.synthetic, p.name as person_name, d.name as department_name
      from shifts s join people p on p.id = s.person_id join departments d on d.id = s.department_id
      where s.starts_at < ${until}::timestamptz and s.ends_at > ${since}::timestamptz and ${page}
        and (${departmentId}::text is null or s.department_id = ${departmentId})
        and (${personId}::text is null or s.person_id = ${personId})
      order by s.starts_at, s.id limit ${limit}`,
    ShiftRecord.extend({ startsAt: instant, endsAt: instant }),
  );
};

export const writeShifts = (tx: Executor, shifts: readonly (ShiftDraft & { id: string })[]): Promise<number> =>
  tx.execute(sql`
    insert into shifts as t (id, person_id, department_id, name, starts_at, ends_at, synthetic)
    select s.id, s.person_id, s.department_id, s.name, s.starts_at, s.ends_at, false
    from json_to_recordset(${jsonRows(shifts)}::json) as s (id text, person_id text, department_id text, name text,
      starts_at timestamptz, ends_at timestamptz)
    on conflict (id) do update set person_id = excluded.person_id, department_id = excluded.department_id,
      name = excluded.name, starts_at = excluded.starts_at, ends_at = excluded.ends_at, version = t.version + 1`);

export const deleteShift = (tx: Executor, id: string): Promise<number> =>
  tx.execute(sql`delete from shifts where id = ${id}`);
