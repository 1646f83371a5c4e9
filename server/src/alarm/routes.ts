// Alarms: list and acknowledge.
import { createRoute } from "@hono/zod-openapi";
import { AlarmView } from "@minqing/core/alarm/alarm";
import { listAlarms } from "@minqing/geodata/alarm/queries";
import { z } from "zod";
import { onceOf } from "../act/once.ts";
import { IdempotencyHeader } from "../act/run-once.ts";
import { FlagText, TimeOrderedPage, wholeNumber } from "../http/list-query.ts";
import { encodePageEnd, pageOf } from "../http/page-cursor.ts";
import { pageSchema } from "../http/page-schema.ts";
import { jsonAnswer, jsonBody, newRouter } from "../http/router.ts";
import type { ServerContext } from "../server-context.ts";
import { acknowledge } from "./acknowledge.ts";

const list = createRoute({
  method: "get",
  path: "/",
  tags: ["alarms"],
  operationId: "listAlarms",
  summary: "Alarms, newest first",
  request: {
    query: TimeOrderedPage.extend({
      open: FlagText.optional().describe("only alarms still on the board: not yet both cleared and acknowledged"),
      priority: wholeNumber(1, 4).optional(),
    }),
  },
  responses: { 200: jsonAnswer(pageSchema(AlarmView), "A page of alarms") },
});

const acknowledgeRoute = createRoute({
  method: "post",
  path: "/{id}/acknowledge",
  tags: ["alarms"],
  operationId: "acknowledgeAlarm",
  summary: "Acknowledge an alarm",
  request: {
    params: z.object({ id: z.uuid() }),
    headers: IdempotencyHeader,
    body: jsonBody(z.object({ version: z.number().int().min(1) })),
  },
  responses: { 200: jsonAnswer(AlarmView, "The alarm now") },
});

export const alarmRoutes = (context: ServerContext) =>
  newRouter()
    .openapi(list, async (c) => {
      const { region = null, bbox = null, since = null, until = null, ...query } = c.req.valid("query");
      const rows = await listAlarms(context.db, {
        scope: c.get("session").actor.scope,
        region,
        bbox,
        since,
        until,
        before: query.cursor ?? null,
        limit: query.limit + 1,
        open: query.open ?? false,
        priority: query.priority ?? null,
      });
      return c.json(
        pageOf(rows, query.limit, (last) => encodePageEnd(last.raisedAt, last.id)),
        200,
      );
    })
    .openapi(acknowledgeRoute, async (c) => {
      const { version } = c.req.valid("json");
      const { id } = c.req.valid("param");
      const { actor } = c.get("session");
      const once = await onceOf(context, c);
      return c.json(await acknowledge(context, { actor, id, version, once }), 200);
    });
