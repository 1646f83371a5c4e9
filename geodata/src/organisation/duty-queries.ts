// SQL of who is on duty (值班): at an instant, and after it. It reads no telephone numbers.
import type { Scope } from "@minqing/core/access/scope";
import { DUTY_ORDER, DutyPerson } from "@minqing/core/organisation/duty";
import { concernsScopeSql } from "../access/scope-queries.ts";
import type { Executor } from "../database.ts";
import { instant } from "../instant.ts";
import { type Sql, sql } from "../sql.ts";

export interface DutyFilter {
  scope: Scope;
  at: Date;
  /** Kind of the department; null for all. */
  kind: string | null;
  limit: number;
}

const DutyRow = DutyPerson.extend({ startsAt: instant, endsAt: instant });

const columns = sql`s.id, p.name as person_name, d.id as department_id, d.name as department_name,
  d.name_en as department_name_en, o.name as post_name, o.name_en as post_name_en, o.role,
  s.name as shift_name, s.starts_at, s.ends_at, s.synthetic`;

const details = sql`join people p on p.id = s.person_id join departments d on d.id = s.department_id
  left join posts o on o.id = p.post_id`;

/** Shifts of departments whose region is inside the scope, or contains a region of the scope. */
const shownTo = ({ scope, kind }: DutyFilter): Sql =>
  sql`${concernsScopeSql(scope, sql`d.region_code`)} and (${kind}::text is null or d.kind = ${kind})`;

/** The command centre first, large areas before small ones, deciding roles before others. */
const order = sql`(d.kind = 'command') desc, length(rtrim(d.region_code, '0')), d.id,
  array_position(${DUTY_ORDER}::text[], o.role), s.starts_at, s.id`;

export const onDuty = (executor: Executor, filter: DutyFilter): Promise<DutyPerson[]> =>
  executor.query(
    sql`
      select ${columns} from shifts s ${details}
      where s.starts_at <= ${filter.at}::timestamptz and s.ends_at > ${filter.at}::timestamptz and ${shownTo(filter)}
      order by ${order} limit ${filter.limit}`,
    DutyRow,
  );

/** The next shifts for each post of a department, within `aheadMs`. */
export const onDutyNext = (executor: Executor, filter: DutyFilter, aheadMs: number): Promise<DutyPerson[]> => {
  const until = new Date(filter.at.getTime() + aheadMs);
  return executor.query(
    sql`
      select ${columns} from (
        select s.*, min(s.starts_at) over (partition by s.department_id, p.post_id) as next_at
        from shifts s join people p on p.id = s.person_id
        where s.starts_at > ${filter.at}::timestamptz and s.starts_at <= ${until}::timestamptz) s
      ${details}
      where s.starts_at = s.next_at and ${shownTo(filter)}
      order by ${order} limit ${filter.limit}`,
    DutyRow,
  );
};
