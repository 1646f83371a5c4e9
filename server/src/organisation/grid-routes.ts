// Routes for maintaining grid cells (单元网格). Scopes are prefixes of codes, so a change of a cell changes no scope.

import { createRoute } from "@hono/zod-openapi";
import { GridDraft, GridRecord } from "@minqing/core/organisation/grid";
import { Versioned } from "@minqing/core/organisation/unit";
import { cityDay } from "@minqing/core/organisation/validity";
import { RegionCode, regionPrefix } from "@minqing/core/region/codes";
import { listGridRecords } from "@minqing/geodata/organisation/grid-queries";
import { IdempotencyHeader } from "../act/run-once.ts";
import { pageOf } from "../http/page-cursor.ts";
import { pageSchema } from "../http/page-schema.ts";
import { jsonAnswer, jsonBody, newRouter } from "../http/router.ts";
import type { ServerContext } from "../server-context.ts";
import { GRIDS } from "./grid-unit.ts";
import { ById, filterOf, Page, savedUnit } from "./routes.ts";
import { saveRequested } from "./save-requested.ts";

const tags = ["organisation"];

const list = createRoute({
  method: "get",
  path: "/grids",
  tags,
  operationId: "listKeptGrids",
  summary: "Grid cells with their validity and their number of people",
  request: { query: Page.extend({ region: RegionCode.optional() }) },
  responses: { 200: jsonAnswer(pageSchema(GridRecord), "Ordered by code") },
});

const change = createRoute({
  method: "put",
  path: "/grids/{id}",
  tags,
  operationId: "changeGrid",
  summary: "Change a grid cell's name, households or validity, or set its last day",
  request: { headers: IdempotencyHeader, params: ById, body: jsonBody(GridDraft.extend(Versioned.shape)) },
  responses: { 200: savedUnit("The grid cell") },
});

export const managedGridRoutes = (context: ServerContext) =>
  newRouter()
    .openapi(list, async (c) => {
      const { region, ...page } = c.req.valid("query");
      const today = cityDay(context.now());
      const prefix = region === undefined ? null : regionPrefix(region);
      const rows = await listGridRecords(context.db, { ...filterOf(page, today), prefix }, today);
      return c.json(
        pageOf(rows, page.limit, ({ code }) => code),
        200,
      );
    })
    .openapi(change, async (c) => {
      const { version, ...draft } = c.req.valid("json");
      const { id } = c.req.valid("param");
      return c.json(await saveRequested(context, c, GRIDS, { id, draft, version }), 200);
    });
