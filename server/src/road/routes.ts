// Routes of road segments and their traffic.
import { createRoute } from "@hono/zod-openapi";
import { Congestion, congestion, RoadView } from "@minqing/core/road/road";
import { listRoads, roadSpeeds } from "@minqing/geodata/road/queries";
import { z } from "zod";
import { FlagText, IdOrderedPage, RegionQuery } from "../http/list-query.ts";
import { pageOf } from "../http/page-cursor.ts";
import { pageSchema } from "../http/page-schema.ts";
import { jsonAnswer, newRouter } from "../http/router.ts";
import type { ServerContext } from "../server-context.ts";
import { congestionCuts } from "./congestion-cuts.ts";

const list = createRoute({
  method: "get",
  path: "/",
  tags: ["roads"],
  operationId: "listRoads",
  summary: "Road segments with their lines, in the order of their codes",
  request: { query: IdOrderedPage.extend({ monitored: FlagText.optional() }) },
  responses: { 200: jsonAnswer(pageSchema(RoadView), "A page of roads") },
});

const RoadState = z.object({
  code: z.string(),
  speedKmh: z.number().nullable(),
  congestion: Congestion,
  observedAt: z.iso.datetime().nullable(),
});

const state = createRoute({
  method: "get",
  path: "/state",
  tags: ["roads"],
  operationId: "readRoadState",
  summary: "Speed and congestion of every monitored segment; unknown where the last report is stale",
  request: { query: RegionQuery },
  responses: { 200: jsonAnswer(z.object({ at: z.iso.datetime(), items: z.array(RoadState) }), "Traffic now") },
});

export const roadRoutes = ({ db, now }: ServerContext) =>
  newRouter()
    .openapi(list, async (c) => {
      const { region = null, bbox = null, monitored = null, limit, cursor = "" } = c.req.valid("query");
      const { scope } = c.get("session").actor;
      const rows = await listRoads(db, { scope, region, bbox, monitored, after: cursor, limit: limit + 1 });
      return c.json(
        pageOf(rows, limit, (last) => last.code),
        200,
      );
    })
    .openapi(state, async (c) => {
      const at = now();
      const { region = null } = c.req.valid("query");
      const [cuts, rows] = await Promise.all([
        congestionCuts(db, at),
        roadSpeeds(db, c.get("session").actor.scope, region, at),
      ]);
      const items = rows.map((row) => ({
        code: row.code,
        speedKmh: row.speedKmh,
        congestion: congestion(row.stale ? null : row.speedKmh, row.freeSpeedKmh, cuts),
        observedAt: row.observedAt?.toISOString() ?? null,
      }));
      return c.json({ at: at.toISOString(), items }, 200);
    });
