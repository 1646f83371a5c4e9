// SQL of components (部件), the city's assets.
import type { Scope } from "@minqing/core/access/scope";
import type { Bbox } from "@minqing/core/geo/position";
import { z } from "zod";
import { inBboxSql, inRegionSql, inScopeSql } from "../access/scope-queries.ts";
import type { Executor } from "../database.ts";
import { sql } from "../sql.ts";

export const ComponentRow = z.object({
  id: z.string(),
  classCode: z.string(),
  name: z.string(),
  state: z.string(),
  regionCode: z.string(),
  position: z.tuple([z.number(), z.number()]),
  synthetic: z.boolean(),
});
export type ComponentRow = z.infer<typeof ComponentRow>;

export interface ComponentFilter {
  scope: Scope;
  region: string | null;
  bbox: Bbox | null;
  classCode: string | null;
  state: string | null;
  /** The last id of the page before; "" for the first page. */
  after: string;
  limit: number;
}

/** In the order of their ids. */
export const listComponents = (executor: Executor, filter: ComponentFilter): Promise<ComponentRow[]> =>
  executor.query(
    sql`
      select c.id, c.class_code, c.name, c.state, c.region_code,
        array[st_x(c.geom), st_y(c.geom)] as position, c.synthetic
      from components c
      where c.id > ${filter.after} and ${inScopeSql(filter.scope, sql`c.region_code`)}
        and ${inRegionSql(filter.region, sql`c.region_code`)} and ${inBboxSql(filter.bbox, sql`c.geom`)}
        ${filter.classCode === null ? sql`` : sql`and c.class_code = ${filter.classCode}`}
        ${filter.state === null ? sql`` : sql`and c.state = ${filter.state}`}
      order by c.id limit ${filter.limit}`,
    ComponentRow,
  );

const PointRow = z.object({ lon: z.number(), lat: z.number(), classCode: z.string(), state: z.string() });

/** Every component of a region, with only the columns that a map layer needs: 20,000 rows in one response. */
export const componentPoints = (
  executor: Executor,
  scope: Scope,
  region: string | null,
): Promise<z.infer<typeof PointRow>[]> =>
  executor.query(
    sql`
      select st_x(c.geom) as lon, st_y(c.geom) as lat, c.class_code, c.state from components c
      where ${inScopeSql(scope, sql`c.region_code`)} and ${inRegionSql(region, sql`c.region_code`)} order by c.id`,
    PointRow,
  );
