// Routes of figures, timeline and rankings of a region.
import { createRoute } from "@hono/zod-openapi";
import { inScope } from "@minqing/core/access/scope";
import { FigureGroup, RankRow, TimelineLane } from "@minqing/core/kpi/kpi";
import { z } from "zod";
import type { Session } from "../access/session/session.ts";
import { Cache } from "../cache.ts";
import { RegionQuery } from "../http/list-query.ts";
import { itemsSchema } from "../http/page-schema.ts";
import { jsonAnswer, newRouter } from "../http/router.ts";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { figureGroup, slowFigures } from "./figure-group.ts";
import { figurePlace } from "./figure-place.ts";
import { RANKINGS, rankRows } from "./rank-rows.ts";
import { StreamBins } from "./stream-bins.ts";
import { timelineLanes } from "./timeline-lanes.ts";

const figures = createRoute({
  method: "get",
  path: "/",
  tags: ["kpis"],
  operationId: "readFigures",
  summary: "Figures of a region, or of the whole scope, each with its comparison and the age of its data",
  request: { query: RegionQuery },
  responses: { 200: jsonAnswer(FigureGroup, "Figures") },
});

const timeline = createRoute({
  method: "get",
  path: "/timeline",
  tags: ["kpis"],
  operationId: "readTimeline",
  summary: "The last 24 hours in steps of 20 minutes",
  request: { query: RegionQuery },
  responses: { 200: jsonAnswer(z.object({ lanes: z.array(TimelineLane) }), "Lanes on one axis") },
});

const rank = createRoute({
  method: "get",
  path: "/rank",
  tags: ["kpis"],
  operationId: "readRank",
  summary: "A ranking of places or categories",
  request: { query: RegionQuery.extend({ by: z.enum(RANKINGS) }) },
  responses: { 200: jsonAnswer(itemsSchema(RankRow), "The largest first") },
});

/** Screens ask at the same time: one result per scope and region serves them all. */
const FAST_TTL_MS = 2_000;
/** For rates, sums and counts that change slowly. */
const SLOW_TTL_MS = 10_000;

export const kpiRoutes = ({ db, log, now }: ServerContext) => {
  const fast = new Cache(FAST_TTL_MS, () => now().getTime());
  const slow = new Cache(SLOW_TTL_MS, () => now().getTime());
  const bins = new StreamBins({ db, log });
  const placeOf = (session: Session, region: string | null) => {
    const { scope } = session.actor;
    if (region !== null && !inScope(scope, region)) {
      throw new ProblemError("outside-scope", `region ${region} is not in your scope`);
    }
    return { place: figurePlace(scope, region, now()), key: `${session.scopeKey} ${region}` };
  };
  return newRouter()
    .openapi(figures, async (c) => {
      const { place, key } = placeOf(c.get("session"), c.req.valid("query").region ?? null);
      const group = await fast.shared(`figures ${key}`, async () =>
        figureGroup(db, place, await slow.shared(key, () => slowFigures(db, place, bins.cached(place.now)))),
      );
      return c.json(group, 200);
    })
    .openapi(timeline, async (c) => {
      const { place, key } = placeOf(c.get("session"), c.req.valid("query").region ?? null);
      const read = async () => timelineLanes(db, place, await bins.read(place.now));
      return c.json({ lanes: await fast.shared(`timeline ${key}`, read) }, 200);
    })
    .openapi(rank, async (c) => {
      const { by, region = null } = c.req.valid("query");
      const session = c.get("session");
      const { place, key } = placeOf(session, region);
      const around = region ?? session.view.home;
      const read = async () => rankRows(db, place, { by, around }, by === "rain" ? await bins.read(place.now) : []);
      return c.json({ items: await fast.shared(`rank ${by} ${key} ${around}`, read) }, 200);
    });
};
