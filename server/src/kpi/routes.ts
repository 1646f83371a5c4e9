// Figures, timeline and ranks of a region.
import { createRoute } from "@hono/zod-openapi";
import { inScope } from "@minqing/core/access/scope";
import { FigureGroup, RankRow, TimelineLane } from "@minqing/core/kpi/kpi";
import { z } from "zod";
import type { Session } from "../access/session.ts";
import { RegionQuery } from "../http/list-query.ts";
import { itemsSchema } from "../http/page-schema.ts";
import { jsonAnswer, newRouter } from "../http/router.ts";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { figureGroup } from "./figure-group.ts";
import { RANKINGS, rankRows } from "./rank-rows.ts";
import { Remembered } from "./remembered.ts";
import { timelineLanes } from "./timeline-lanes.ts";

const figures = createRoute({
  method: "get",
  path: "/",
  tags: ["kpis"],
  summary: "Figures of a region, each with its comparison and the age of its data",
  request: { query: RegionQuery },
  responses: { 200: jsonAnswer(FigureGroup, "Figures") },
});

const timeline = createRoute({
  method: "get",
  path: "/timeline",
  tags: ["kpis"],
  summary: "The last 24 hours in steps of 20 minutes",
  request: { query: RegionQuery },
  responses: { 200: jsonAnswer(z.object({ lanes: z.array(TimelineLane) }), "Lanes on one axis") },
});

const rank = createRoute({
  method: "get",
  path: "/rank",
  tags: ["kpis"],
  summary: "The places or categories that lead a list",
  request: { query: RegionQuery.extend({ by: z.enum(RANKINGS) }) },
  responses: { 200: jsonAnswer(itemsSchema(RankRow), "The largest first") },
});

/** Screens ask together; one answer for each scope and region serves them all this long. */
const REMEMBER_MS = 2_000;

export const kpiRoutes = (context: ServerContext) => {
  const remembered = new Remembered(REMEMBER_MS, context.now);
  const place = (session: Session, region: string | undefined) => {
    const code = region ?? session.view.regions[0] ?? context.city.code;
    if (!inScope(session.actor.scope, code))
      throw new ProblemError("outside-scope", `region ${code} is not in your scope`);
    return { scope: session.actor.scope, region: code, key: `${session.scopeKey} ${code}` };
  };
  return newRouter()
    .openapi(figures, async (c) => {
      const { scope, region, key } = place(c.get("session"), c.req.valid("query").region);
      return c.json(await remembered.get(`figures ${key}`, () => figureGroup(context, scope, region)), 200);
    })
    .openapi(timeline, async (c) => {
      const { scope, region, key } = place(c.get("session"), c.req.valid("query").region);
      return c.json(
        { lanes: await remembered.get(`timeline ${key}`, () => timelineLanes(context, scope, region)) },
        200,
      );
    })
    .openapi(rank, async (c) => {
      const { by, ...query } = c.req.valid("query");
      const { scope, region, key } = place(c.get("session"), query.region);
      return c.json(
        { items: await remembered.get(`rank ${by} ${key}`, () => rankRows(context, { scope, region }, by)) },
        200,
      );
    });
};
