// SQL of the register of posts (岗位).
import { type PostDraft, PostRecord, PostState } from "@minqing/core/organisation/post";
import { z } from "zod";
import type { Executor } from "../database.ts";
import { jsonRows, sql } from "../sql.ts";
import { idsAre, inForceSql, type Stored, type UnitFilter, unitFilterSql } from "./unit-rows.ts";

const stateColumns = sql`o.id, o.department_id, o.name, o.name_en, o.role,
  o.valid_from, o.valid_to, o.version`;

export async function postStates(
  executor: Executor,
  ids: readonly string[] | null,
): Promise<Map<string, Stored<PostState>>> {
  const rows = await executor.query(
    sql`select ${stateColumns} from posts o where ${idsAre(sql`o.id`, ids)}`,
    PostState.extend({ id: z.string(), version: z.number() }),
  );
  return new Map(rows.map(({ id, ...state }) => [id, state]));
}

/** In the order of their ids; `people` counts those in force on the day. */
export const listPosts = (
  executor: Executor,
  filter: UnitFilter & { departmentId: string | null },
  today: string,
): Promise<PostRecord[]> =>
  executor.query(
    sql`
      select ${stateColumns}, o.synthetic,
        (select count(*)::int from people p where p.post_id = o.id and ${inForceSql(sql`p`, today)}) as people
      from posts o
      where ${unitFilterSql(sql`o`, filter)}
        and (${filter.departmentId}::text is null or o.department_id = ${filter.departmentId})
      order by o.id limit ${filter.limit}`,
    PostRecord,
  );

export const writePosts = (tx: Executor, posts: readonly (PostDraft & { id: string })[]): Promise<number> =>
  tx.execute(sql`
    insert into posts as t (id, department_id, name, name_en, role, valid_from, valid_to, synthetic)
    select o.id, o.department_id, o.name, o.name_en, o.role, o.valid_from, o.valid_to, false
    from json_to_recordset(${jsonRows(posts)}::json) as o (id text, department_id text, name text, name_en text, role text,
      valid_from date, valid_to date)
    on conflict (id) do update set department_id = excluded.department_id, name = excluded.name,
      name_en = excluded.name_en, role = excluded.role, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
      version = t.version + 1`);
