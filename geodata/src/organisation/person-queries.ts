// SQL of the register of people (人员). Lists mask telephone numbers already here.
import { type PersonDraft, PersonRecord, PersonState as StoredPerson } from "@minqing/core/organisation/person";
import { maskPhone } from "@minqing/core/privacy/mask";
import { z } from "zod";
import type { Executor } from "../database.ts";
import { jsonRows, sql } from "../sql.ts";
import { idsAre, type Stored, type UnitFilter, unitFilterSql } from "./unit-rows.ts";

/** With the full telephone number, for comparing and writing only: no response, history or audit row contains it. */
export type PersonState = StoredPerson & { phone: string | null };

const masked = z
  .string()
  .nullable()
  .transform((phone) => (phone === null ? null : maskPhone(phone)));

const StateRow = StoredPerson.extend({ id: z.string(), version: z.number(), phone: z.string().nullable() });

const stateColumns = sql`p.id, p.name, p.department_id, p.post_id,
  p.region_code, p.reach_codes, p.username, p.phone, p.valid_from,
  p.valid_to, p.version`;

export async function personStates(
  executor: Executor,
  ids: readonly string[] | null,
): Promise<Map<string, Stored<PersonState>>> {
  const rows = await executor.query(
    sql`select ${stateColumns} from people p where ${idsAre(sql`p.id`, ids)}`,
    StateRow,
  );
  return new Map(rows.map(({ id, ...state }) => [id, state]));
}

export interface PersonFilter extends UnitFilter {
  departmentId: string | null;
  postId: string | null;
  /** A prefix of the code of the person's region. */
  prefix: string | null;
}

/** In the order of their ids. */
export const listPeople = (executor: Executor, filter: PersonFilter): Promise<PersonRecord[]> => {
  const { departmentId, postId, prefix, limit } = filter;
  return executor.query(
    sql`
      select ${stateColumns}, p.synthetic, d.name as department_name, o.name as post_name
      from people p left join departments d on d.id = p.department_id left join posts o on o.id = p.post_id
      where ${unitFilterSql(sql`p`, filter)}
        and (${departmentId}::text is null or p.department_id = ${departmentId})
        and (${postId}::text is null or p.post_id = ${postId})
        and (${prefix}::text is null or starts_with(p.region_code, ${prefix}))
      order by p.id limit ${limit}`,
    PersonRecord.extend({ phone: masked }),
  );
};

/** Without `phone` the stored number stays. */
export type WrittenPerson = PersonDraft & { id: string; phone?: string | null | undefined };

export const writePeople = (tx: Executor, people: readonly WrittenPerson[]): Promise<number> =>
  tx.execute(sql`
    insert into people as t (id, name, department_id, post_id, region_code, reach_codes, username, phone, valid_from,
      valid_to, synthetic)
    select p.id, p.name, p.department_id, p.post_id, p.region_code, p.reach_codes, p.username,
      case when p.keeps_phone then (select k.phone from people k where k.id = p.id) else p.phone end,
      p.valid_from, p.valid_to, false
    from json_to_recordset(${jsonRows(people.map((person) => ({ ...person, keepsPhone: person.phone === undefined })))}::json)
      as p (id text, name text, department_id text, post_id text, region_code text, reach_codes text[],
        username text, phone text, keeps_phone boolean, valid_from date, valid_to date)
    on conflict (id) do update set name = excluded.name, department_id = excluded.department_id,
      post_id = excluded.post_id, region_code = excluded.region_code, reach_codes = excluded.reach_codes,
      username = excluded.username, phone = excluded.phone, valid_from = excluded.valid_from,
      valid_to = excluded.valid_to, version = t.version + 1`);

const Holder = z.object({ username: z.string(), holder: z.string().nullable() });

/** Which of these accounts exist, and the person of each. */
export async function accountHolders(
  executor: Executor,
  usernames: readonly string[],
): Promise<{ accounts: Set<string>; holders: Map<string, string> }> {
  const rows = await executor.query(
    sql`select a.username, p.id as holder from accounts a left join people p on p.username = a.username
        where a.username = any(${usernames}::text[])`,
    Holder,
  );
  return {
    accounts: new Set(rows.map(({ username }) => username)),
    holders: new Map(rows.flatMap(({ username, holder }) => (holder === null ? [] : [[username, holder]]))),
  };
}
