// SQL of the register of grid cells (单元网格), and of a new cell on the ground of those that it follows.
import { type GridDraft, GridRecord } from "@minqing/core/organisation/grid";
import { z } from "zod";
import type { Executor } from "../database.ts";
import { jsonRows, type Sql, sql } from "../sql.ts";
import { idsAre, inForceSql, type Stored, type UnitFilter, unitFilterSql } from "./unit-rows.ts";

export type GridState = GridDraft & Pick<GridRecord, "villageCode" | "follows">;

const StateRow = GridRecord.omit({ synthetic: true, people: true });

const stateColumns = sql`g.code, g.village_code, g.follows, g.name, g.households,
  g.valid_from, g.valid_to, g.version`;

async function statesWhere(executor: Executor, where: Sql): Promise<Map<string, Stored<GridState>>> {
  const rows = await executor.query(sql`select ${stateColumns} from grid_cells g where ${where}`, StateRow);
  return new Map(rows.map(({ code, ...state }) => [code, state]));
}

export const gridStates = (executor: Executor, codes: readonly string[]): Promise<Map<string, Stored<GridState>>> =>
  statesWhere(executor, idsAre(sql`g.code`, codes));

/** These cells, and those that took the ground of one of them. */
export const gridsAndTakers = (executor: Executor, codes: readonly string[]): Promise<Map<string, Stored<GridState>>> =>
  statesWhere(executor, sql`(${idsAre(sql`g.code`, codes)} or g.follows && ${codes}::text[])`);

/** Outlines that were drawn side by side may differ by rounding. */
const TOUCHING_M = 1;

/** Which of these cells touch each other; each existing cell has an entry. */
export async function gridNeighbours(
  executor: Executor,
  codes: readonly string[],
): Promise<Map<string, ReadonlySet<string>>> {
  const rows = await executor.query(
    sql`
      select g.code, array(select n.code from grid_cells n
        where n.code = any(${codes}::text[]) and n.code <> g.code and n.village_code = g.village_code
          and st_dwithin(n.geom::geography, g.geom::geography, ${TOUCHING_M})) as touched
      from grid_cells g where g.code = any(${codes}::text[])`,
    z.object({ code: z.string(), touched: z.array(z.string()) }),
  );
  return new Map(rows.map(({ code, touched }) => [code, new Set(touched)]));
}

/** In the order of their codes; `people` counts those in force on the day. */
export const listGridRecords = (
  executor: Executor,
  filter: UnitFilter & { prefix: string | null },
  today: string,
): Promise<GridRecord[]> =>
  executor.query(
    sql`
      select ${stateColumns}, g.synthetic,
        (select count(*)::int from people p where p.region_code = g.code and ${inForceSql(sql`p`, today)}) as people
      from (select code as id, grid_cells.* from grid_cells) g
      where ${unitFilterSql(sql`g`, filter)}
        and (${filter.prefix}::text is null or starts_with(g.code, ${filter.prefix}))
      order by g.code limit ${filter.limit}`,
    GridRecord,
  );

export const updateGrids = (tx: Executor, cells: readonly (GridDraft & { id: string })[]): Promise<number> =>
  tx.execute(sql`
    update grid_cells t set name = g.name, households = g.households, valid_from = g.valid_from, valid_to = g.valid_to,
      version = t.version + 1
    from json_to_recordset(${jsonRows(cells)}::json) as g (id text, name text, households integer, valid_from date,
      valid_to date)
    where t.code = g.id`);

export type NewGrid = GridDraft & Pick<GridRecord, "follows"> & { id: string };

/** Its ground and its village are those of the cells that it follows. */
export const insertGrid = (tx: Executor, cell: NewGrid): Promise<number> =>
  tx.execute(sql`
    insert into grid_cells (code, follows, village_code, name, households, valid_from, valid_to, area_m2, geom, synthetic)
    select ${cell.id}, ${cell.follows}::text[], g.village_code, ${cell.name}, ${cell.households}::int,
      ${cell.validFrom}::date, ${cell.validTo}::date, g.area_m2, g.geom, g.synthetic
    from (select f.village_code, sum(f.area_m2) as area_m2,
        st_multi(st_collectionextract(st_union(f.geom), 3)) as geom, bool_or(f.synthetic) as synthetic
      from grid_cells f where f.code = any(${cell.follows}::text[]) group by f.village_code) g`);
