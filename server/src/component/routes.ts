// Routes of components: a list, and all points of a region for the map layer.
import { createRoute } from "@hono/zod-openapi";
import { ComponentRow, componentPoints, listComponents } from "@minqing/geodata/component/queries";
import { z } from "zod";
import { IdOrderedPage, RegionQuery } from "../http/list-query.ts";
import { pageOf } from "../http/page-cursor.ts";
import { pageSchema } from "../http/page-schema.ts";
import { jsonAnswer, newRouter } from "../http/router.ts";
import type { ServerContext } from "../server-context.ts";

const STATES = ["完好", "破损", "丢失", "废弃", "移除"] as const;

const stateIndex = new Map<string, number>(STATES.map((state, i) => [state, i]));

const list = createRoute({
  method: "get",
  path: "/",
  tags: ["components"],
  operationId: "listComponents",
  summary: "Components, ordered by id",
  request: {
    query: IdOrderedPage.extend({
      class: z
        .string()
        .regex(/^\d{4}$/, "expected a component class of 4 digits")
        .optional(),
      state: z.enum(STATES).optional(),
    }),
  },
  responses: { 200: jsonAnswer(pageSchema(ComponentRow), "A page of components") },
});

const ComponentPoints = z.object({
  classes: z.array(z.string()),
  states: z.array(z.string()),
  points: z.array(z.tuple([z.number(), z.number(), z.number().int(), z.number().int()])),
});

const points = createRoute({
  method: "get",
  path: "/points",
  tags: ["components"],
  operationId: "readComponentPoints",
  summary: "Every component of a region as [lon, lat, index into classes, index into states]",
  request: { query: RegionQuery },
  responses: { 200: jsonAnswer(ComponentPoints, "Points") },
});

/** Six decimals are a tenth of a metre, at half the bytes. */
const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

export const componentRoutes = ({ db }: ServerContext) =>
  newRouter()
    .openapi(list, async (c) => {
      const { region = null, bbox = null, state = null, limit, cursor = "", ...query } = c.req.valid("query");
      const classCode = query.class ?? null;
      const { scope } = c.get("session").actor;
      const rows = await listComponents(db, { scope, region, bbox, classCode, state, after: cursor, limit: limit + 1 });
      return c.json(
        pageOf(rows, limit, (last) => last.id),
        200,
      );
    })
    .openapi(points, async (c) => {
      const rows = await componentPoints(db, c.get("session").actor.scope, c.req.valid("query").region ?? null);
      const classes = [...new Set(rows.map((row) => row.classCode))].sort();
      const indexOf = new Map(classes.map((code, i) => [code, i]));
      const packed = rows.map((row): [number, number, number, number] => [
        rounded(row.lon),
        rounded(row.lat),
        indexOf.get(row.classCode) ?? 0,
        stateIndex.get(row.state) ?? 0,
      ]);
      return c.json({ classes, states: [...STATES], points: packed }, 200);
    });
