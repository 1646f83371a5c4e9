// Routes of rivers, reaches with their state, and patrols.
import { createRoute } from "@hono/zod-openapi";
import { ReachView } from "@minqing/core/river/river";
import { listRivers, RiverRow, recentPatrols } from "@minqing/geodata/river/queries";
import { z } from "zod";
import { instantText, limitUpTo, RegionQuery } from "../http/list-query.ts";
import { itemsSchema } from "../http/page-schema.ts";
import { jsonAnswer, newRouter } from "../http/router.ts";
import type { ServerContext } from "../server-context.ts";
import { reachViews } from "./reach-views.ts";

const rivers = createRoute({
  method: "get",
  path: "/",
  tags: ["rivers"],
  operationId: "listRivers",
  summary: "Rivers with the names of their reaches, the longest first",
  responses: { 200: jsonAnswer(itemsSchema(RiverRow), "Rivers") },
});

export const riverRoutes = ({ db }: ServerContext) =>
  newRouter().openapi(rivers, async (c) => c.json({ items: await listRivers(db) }, 200));

const reaches = createRoute({
  method: "get",
  path: "/",
  tags: ["rivers"],
  operationId: "listReaches",
  summary: "Reaches with their present state, by their gauges and stations",
  request: { query: RegionQuery },
  responses: { 200: jsonAnswer(itemsSchema(ReachView), "Reaches, from the mouth upwards") },
});

export const reachRoutes = ({ db, now }: ServerContext) =>
  newRouter().openapi(reaches, async (c) => {
    const { region = null } = c.req.valid("query");
    return c.json({ items: await reachViews(db, c.get("session").actor.scope, region, now()) }, 200);
  });

const PatrolView = z.object({
  thingId: z.string(),
  name: z.string(),
  role: z.string().nullable(),
  reachCode: z.string().nullable(),
  regionCode: z.string(),
  startedAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  points: z.array(z.tuple([z.number(), z.number()])),
});

const patrols = createRoute({
  method: "get",
  path: "/",
  tags: ["rivers"],
  operationId: "listPatrols",
  summary: "Tracks of recent patrols, those on reaches first; the last two hours unless `since` is given",
  request: {
    query: RegionQuery.extend({
      reach: z.string().max(64).optional(),
      since: instantText.optional(),
      limit: limitUpTo(200, 100),
    }),
  },
  responses: { 200: jsonAnswer(itemsSchema(PatrolView), "Patrols") },
});

const TWO_HOURS_MS = 2 * 3_600_000;

export const patrolRoutes = ({ db, now }: ServerContext) =>
  newRouter().openapi(patrols, async (c) => {
    const { region = null, reach = null, limit, ...query } = c.req.valid("query");
    const since = query.since ?? new Date(now().getTime() - TWO_HOURS_MS);
    const { scope } = c.get("session").actor;
    return c.json({ items: await recentPatrols(db, { scope, region, reachCode: reach, since, limit }) }, 200);
  });
