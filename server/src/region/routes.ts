// Routes of regions and grid cells.
import { createRoute } from "@hono/zod-openapi";
import { concernsScope, inScope } from "@minqing/core/access/scope";
import { REGION_LEVELS, RegionCode, regionPath } from "@minqing/core/region/codes";
import { RegionView } from "@minqing/core/region/region";
import {
  listGrids,
  locateRegion,
  regionChildren,
  regionsByCode,
  regionsOfLevel,
} from "@minqing/geodata/region/queries";
import { z } from "zod";
import { limitUpTo } from "../http/list-query.ts";
import { pageOf } from "../http/page-cursor.ts";
import { itemsSchema, pageSchema } from "../http/page-schema.ts";
import { jsonAnswer, newRouter } from "../http/router.ts";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";

const list = createRoute({
  method: "get",
  path: "/",
  tags: ["regions"],
  operationId: "listRegions",
  summary: "Regions under a parent (grid cells under a village), or all of a level",
  request: {
    query: z.object({ parent: RegionCode.optional(), level: z.enum(REGION_LEVELS).exclude(["grid"]).optional() }),
  },
  responses: { 200: jsonAnswer(itemsSchema(RegionView), "Regions in the order of their codes") },
});

const locate = createRoute({
  method: "get",
  path: "/locate",
  tags: ["regions"],
  operationId: "locateRegion",
  summary: "The regions and the grid cell that contain a point (WGS84)",
  request: {
    query: z.object({ lon: z.coerce.number().min(-180).max(180), lat: z.coerce.number().min(-90).max(90) }),
  },
  responses: {
    200: jsonAnswer(z.object({ path: z.array(RegionView), gridCode: z.string().nullable() }), "From the city down"),
  },
});

const one = createRoute({
  method: "get",
  path: "/{code}",
  tags: ["regions"],
  operationId: "readRegion",
  summary: "A region with its path and its children",
  request: { params: z.object({ code: RegionCode }) },
  responses: {
    200: jsonAnswer(RegionView.extend({ path: z.array(RegionView), children: z.array(RegionView) }), "The region"),
  },
});

export const regionRoutes = ({ db, city }: ServerContext) =>
  newRouter()
    .openapi(list, async (c) => {
      const { parent, level } = c.req.valid("query");
      const { scope } = c.get("session").actor;
      const items =
        level === undefined
          ? await regionChildren(db, scope, parent ?? city.code)
          : await regionsOfLevel(db, scope, level);
      return c.json({ items: items.filter((region) => parent === undefined || region.parentCode === parent) }, 200);
    })
    .openapi(locate, async (c) => {
      const { lon, lat } = c.req.valid("query");
      const code = await locateRegion(db, [lon, lat]);
      if (code === null || !inScope(c.get("session").actor.scope, code)) {
        throw new ProblemError("not-found", `no region in your scope contains ${lon}, ${lat}`);
      }
      const path = await regionsByCode(db, regionPath(code));
      return c.json({ path, gridCode: code.length === 15 ? code : null }, 200);
    })
    .openapi(one, async (c) => {
      const { code } = c.req.valid("param");
      const { scope } = c.get("session").actor;
      const path = await regionsByCode(db, regionPath(code));
      const region = path.find((candidate) => candidate.code === code);
      if (region === undefined || !concernsScope(scope, code)) {
        throw new ProblemError("not-found", `there is no region ${code} in your scope`);
      }
      return c.json({ ...region, path, children: await regionChildren(db, scope, code) }, 200);
    });

const GridView = z.object({ code: z.string(), name: z.string(), villageCode: z.string(), households: z.number() });

const grids = createRoute({
  method: "get",
  path: "/",
  tags: ["regions"],
  operationId: "listGrids",
  summary: "Grid cells in force today, in the order of their codes",
  request: {
    query: z.object({
      town: RegionCode.optional(),
      region: RegionCode.optional(),
      limit: limitUpTo(10_000, 2_000),
      cursor: z.string().max(15).optional(),
    }),
  },
  responses: { 200: jsonAnswer(pageSchema(GridView), "Grid cells") },
});

export const gridRoutes = ({ db }: ServerContext) =>
  newRouter().openapi(grids, async (c) => {
    const { town, region, limit, cursor = "" } = c.req.valid("query");
    const filter = { region: town ?? region ?? null, after: cursor, limit: limit + 1 };
    const rows = await listGrids(db, c.get("session").actor.scope, filter);
    return c.json(
      pageOf(rows, limit, (last) => last.code),
      200,
    );
  });
