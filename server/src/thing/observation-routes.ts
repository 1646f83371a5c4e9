// Route of the observations of one datastream.
import { createRoute } from "@hono/zod-openapi";
import { findDatastream, listObservations } from "@minqing/geodata/thing/queries";
import { z } from "zod";
import { instantText, limitUpTo } from "../http/list-query.ts";
import { encodePageEnd, PAGE_CURSOR, pageOf } from "../http/page-cursor.ts";
import { pageSchema } from "../http/page-schema.ts";
import { jsonAnswer, newRouter } from "../http/router.ts";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";

const ObservationView = z.object({
  observedAt: z.iso.datetime(),
  value: z.union([z.number(), z.string(), z.boolean()]),
  seq: z.number(),
  late: z.boolean(),
  skewMs: z.number().nullable(),
});

const DAY_MS = 86_400_000;

const list = createRoute({
  method: "get",
  path: "/",
  tags: ["observations"],
  operationId: "listObservations",
  summary: "Observations of a thing's property, newest first; the last 24 hours unless `since` is given",
  request: {
    query: z.object({
      thingId: z.string().max(64),
      observedProperty: z.string().max(64),
      since: instantText.optional(),
      until: instantText.optional(),
      limit: limitUpTo(5000, 500),
      cursor: PAGE_CURSOR.serial.optional(),
    }),
  },
  responses: { 200: jsonAnswer(pageSchema(ObservationView), "A page of observations") },
});

export const observationRoutes = ({ db, now }: ServerContext) =>
  newRouter().openapi(list, async (c) => {
    const { thingId, observedProperty, limit, cursor, ...query } = c.req.valid("query");
    const datastream = await findDatastream(db, c.get("session").actor.scope, { thingId, observedProperty });
    if (datastream === null) {
      throw new ProblemError(
        "not-found",
        `there is no datastream ${observedProperty} of thing ${thingId} in your scope`,
      );
    }
    const until = query.until ?? new Date(now().getTime() + DAY_MS);
    const since = query.since ?? new Date(now().getTime() - DAY_MS);
    const before = cursor === undefined ? null : { at: cursor.at, seq: Number(cursor.id) };
    const rows = await listObservations(db, { datastream, since, until, before, limit: limit + 1 });
    return c.json(
      pageOf(rows, limit, (last) => encodePageEnd(last.observedAt, String(last.seq))),
      200,
    );
  });
