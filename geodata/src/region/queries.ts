// SQL of regions (行政区划), grid cells (单元网格) and departments.
import type { ManagedRegion, Scope } from "@minqing/core/access/scope";
import type { UnitInTree } from "@minqing/core/access/units";
import { cityDay } from "@minqing/core/organisation/validity";
import { DepartmentView, RegionView } from "@minqing/core/region/region";
import { z } from "zod";
import { concernsScopeSql, inRegionSql, inScopeSql } from "../access/scope-queries.ts";
import type { Executor } from "../database.ts";
import { exists } from "../exists.ts";
import { inForceSql, inForceToday } from "../organisation/unit-rows.ts";
import { type Sql, sql } from "../sql.ts";

const bboxSql = (geometry: Sql): Sql =>
  sql`array[st_xmin(${geometry}), st_ymin(${geometry}), st_xmax(${geometry}), st_ymax(${geometry})]`;

const regionsWhere = (where: Sql, tail: Sql = sql``): Sql => sql`
  select r.code, r.parent_code, r.level, r.kind, r.name, r.name_en, r.population,
    r.households, r.area_m2, ${bboxSql(sql`r.geom`)} as bbox,
    array[st_x(r.label_point), st_y(r.label_point)] as label_point, r.synthetic
  from regions r where ${inForceToday(sql`r`)} and ${where} ${tail}`;

const gridsWhere = (where: Sql, tail: Sql = sql``): Sql => sql`
  select g.code, g.village_code as parent_code, 'grid' as level, 'admin' as kind, g.name, null as name_en,
    0 as population, g.households, g.area_m2, ${bboxSql(sql`g.geom`)} as bbox,
    array[st_x(st_centroid(g.geom)), st_y(st_centroid(g.geom))] as label_point, g.synthetic
  from grid_cells g where ${where} ${tail}`;

/** Regions and grid cells of these codes, from the largest to the smallest. */
export async function regionsByCode(executor: Executor, codes: readonly string[]): Promise<RegionView[]> {
  const regions = await executor.query(
    regionsWhere(sql`r.code = any(${codes}::text[])`, sql`order by length(r.code), r.level <> 'city', r.code`),
    RegionView,
  );
  if (!codes.some((code) => code.length === 15)) return regions;
  // Including ended cells: cases of their time name them.
  return [...regions, ...(await executor.query(gridsWhere(sql`g.code = any(${codes}::text[])`), RegionView))];
}

/** Codes of the counties that are in force today. */
export const countyCodes = async (executor: Executor): Promise<string[]> =>
  (
    await executor.query(
      sql`select r.code from regions r where ${inForceToday(sql`r`)} and r.level = 'county' order by r.code`,
      z.object({ code: z.string() }),
    )
  ).map(({ code }) => code);

/** The regions directly below a region, or the grid cells of a village, that are in force today. */
export const regionChildren = (executor: Executor, scope: Scope, parent: string): Promise<RegionView[]> =>
  parent.length === 12
    ? executor.query(
        gridsWhere(
          sql`g.village_code = ${parent} and ${inForceToday(sql`g`)} and ${inScopeSql(scope, sql`g.code`)}`,
          sql`order by g.code`,
        ),
        RegionView,
      )
    : executor.query(
        regionsWhere(sql`r.parent_code = ${parent} and ${concernsScopeSql(scope, sql`r.code`)}`, sql`order by r.code`),
        RegionView,
      );

export const regionsOfLevel = (executor: Executor, scope: Scope, level: string): Promise<RegionView[]> =>
  executor.query(
    regionsWhere(sql`r.level = ${level} and ${concernsScopeSql(scope, sql`r.code`)}`, sql`order by r.code`),
    RegionView,
  );

const GridRow = z.object({ code: z.string(), name: z.string(), villageCode: z.string(), households: z.number() });
export type GridRow = z.infer<typeof GridRow>;

/** The grid cells inside a region that are in force today, in the order of their codes. */
export const listGrids = (
  executor: Executor,
  scope: Scope,
  filter: { region: string | null; after: string; limit: number },
): Promise<GridRow[]> =>
  executor.query(
    sql`
      select g.code, g.name, g.village_code, g.households from grid_cells g
      where ${inForceToday(sql`g`)} and ${inScopeSql(scope, sql`g.code`)}
        and ${inRegionSql(filter.region, sql`g.code`)} and g.code > ${filter.after}
      order by g.code limit ${filter.limit}`,
    GridRow,
  );

/** A point outside of every cell (a pier, a bridge) belongs to the nearest cell within this distance. */
const NEAREST_CELL_M = 2_000;

/**
 * The smallest place in force today that contains a point: its grid cell, else the nearest cell, else the smallest
 * region, else null. On the ground of an ended cell, the nearest cell must be of the same village: no point moves to a
 * neighbour.
 */
export async function locateRegion(executor: Executor, position: readonly [number, number]): Promise<string | null> {
  const point = sql`st_setsrid(st_makepoint(${position[0]}, ${position[1]}), 4326)`;
  const degrees = NEAREST_CELL_M / 100_000;
  const rows = await executor.query(
    sql`
      select coalesce(
        (select g.code from grid_cells g where st_covers(g.geom, ${point}) and ${inForceToday(sql`g`)}
          order by g.code limit 1),
        (select g.code from grid_cells g
          where g.geom && st_expand(${point}, ${degrees})
            and st_dwithin(g.geom::geography, ${point}::geography, ${NEAREST_CELL_M}) and ${inForceToday(sql`g`)}
            and g.village_code = coalesce(
              (select e.village_code from grid_cells e where st_covers(e.geom, ${point})
                order by e.valid_to desc, e.code limit 1),
              g.village_code)
          order by st_distance(g.geom::geography, ${point}::geography), g.code limit 1),
        (select r.code from regions r where st_covers(r.geom, ${point}) and ${inForceToday(sql`r`)}
          order by length(r.code) desc, r.code desc limit 1)) as code`,
    z.object({ code: z.string().nullable() }),
  );
  return rows[0]?.code ?? null;
}

/** Including ended departments: cases name them. */
export const listDepartments = (executor: Executor): Promise<DepartmentView[]> =>
  executor.query(
    sql`select id, parent_id, name, name_en, kind, region_code,
        valid_to
      from departments order by id`,
    DepartmentView,
  );

/** All units with their parents. */
export const unitsInTree = (executor: Executor): Promise<UnitInTree[]> =>
  executor.query(
    sql`select id, parent_id from departments order by id`,
    z.object({ id: z.string(), parentId: z.string().nullable() }),
  );

/** Which of these codes are regions or grid cells in force today. */
export const knownRegions = async (executor: Executor, codes: readonly string[]): Promise<Set<string>> => {
  const rows = await executor.query(
    sql`select r.code from regions r where ${inForceToday(sql`r`)} and r.code = any(${codes}::text[])
        union all select g.code from grid_cells g where ${inForceToday(sql`g`)} and g.code = any(${codes}::text[])`,
    z.object({ code: z.string() }),
  );
  return new Set(rows.map(({ code }) => code));
};

/** Whether there is, or has been, a region or grid cell of this code. */
export const isRegion = (executor: Executor, code: string): Promise<boolean> =>
  exists(executor, sql`select from regions where code = ${code} union all select from grid_cells where code = ${code}`);

/** Regions that are run by another region than the one their code belongs to, in force on that day. */
export const managedRegions = (executor: Executor, at: Date): Promise<ManagedRegion[]> =>
  executor.query(
    sql`select code, management_parent_code as managed_by from regions
        where management_parent_code is not null and ${inForceSql(sql`regions`, cityDay(at))}
        order by code`,
    z.object({ code: z.string(), managedBy: z.string() }),
  );
