// Routes of things with their datastreams.
import { createRoute } from "@hono/zod-openapi";
import { ThingView } from "@minqing/core/thing/thing";
import { listThings, thingView } from "@minqing/geodata/thing/queries";
import { z } from "zod";
import { commaTexts, FlagText, IdOrderedPage } from "../http/list-query.ts";
import { pageOf } from "../http/page-cursor.ts";
import { pageSchema } from "../http/page-schema.ts";
import { jsonAnswer, newRouter } from "../http/router.ts";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";

const list = createRoute({
  method: "get",
  path: "/",
  tags: ["things"],
  operationId: "listThings",
  summary: "Things, ordered by id",
  request: {
    query: IdOrderedPage.extend({
      kind: commaTexts(64).optional().describe("one kind, or several separated by commas"),
      onWall: FlagText.optional().describe("true: only kinds that the wall shows, and kinds without a row"),
      spare: FlagText.optional(),
      status: z.enum(["online", "offline", "unknown"]).optional(),
    }),
  },
  responses: { 200: jsonAnswer(pageSchema(ThingView), "A page of things") },
});

const one = createRoute({
  method: "get",
  path: "/{id}",
  tags: ["things"],
  operationId: "readThing",
  summary: "A thing",
  request: { params: z.object({ id: z.string().max(64) }) },
  responses: { 200: jsonAnswer(ThingView, "The thing") },
});

export const thingRoutes = ({ db, now }: ServerContext) =>
  newRouter()
    .openapi(list, async (c) => {
      const {
        region = null,
        bbox = null,
        kind,
        onWall = false,
        spare = null,
        status = null,
        limit,
        cursor = "",
      } = c.req.valid("query");
      const { scope } = c.get("session").actor;
      const filter = {
        scope,
        region,
        bbox,
        kinds: kind ?? null,
        onWall,
        spare,
        status,
        after: cursor,
        limit: limit + 1,
      };
      return c.json(
        pageOf(await listThings(db, filter, now()), limit, (last) => last.id),
        200,
      );
    })
    .openapi(one, async (c) => {
      const { id } = c.req.valid("param");
      const thing = await thingView(db, c.get("session").actor.scope, id, now());
      if (thing === null) throw new ProblemError("not-found", `there is no thing ${id} in your scope`);
      return c.json(thing, 200);
    });
