// Routes of warnings: list, issue, lift.
import { createRoute } from "@hono/zod-openapi";
import { WarningIssue, WarningView } from "@minqing/core/warning/warning";
import { listWarnings } from "@minqing/geodata/warning/queries";
import { z } from "zod";
import { onceOf } from "../act/once.ts";
import { IdempotencyHeader } from "../act/run-once.ts";
import { FlagText, TimeOrderedPage } from "../http/list-query.ts";
import { encodePageEnd, pageOf } from "../http/page-cursor.ts";
import { pageSchema } from "../http/page-schema.ts";
import { jsonAnswer, jsonBody, newRouter } from "../http/router.ts";
import type { ServerContext } from "../server-context.ts";
import { issue, lift } from "./issue.ts";

const list = createRoute({
  method: "get",
  path: "/",
  tags: ["warnings"],
  operationId: "listWarnings",
  summary: "Warnings, newest first; a warning of a larger area is also listed for scopes inside it",
  request: {
    query: TimeOrderedPage.omit({ bbox: true }).extend({ inForce: FlagText.optional() }),
  },
  responses: { 200: jsonAnswer(pageSchema(WarningView), "A page of warnings") },
});

const issueRoute = createRoute({
  method: "post",
  path: "/",
  tags: ["warnings"],
  operationId: "issueWarning",
  summary: "Issue a warning for an area",
  request: { headers: IdempotencyHeader, body: jsonBody(WarningIssue) },
  responses: { 201: jsonAnswer(WarningView, "The warning in force") },
});

const liftRoute = createRoute({
  method: "post",
  path: "/{id}/lift",
  tags: ["warnings"],
  operationId: "liftWarning",
  summary: "Lift a warning",
  request: { params: z.object({ id: z.uuid() }), headers: IdempotencyHeader },
  responses: { 200: jsonAnswer(WarningView, "The lifted warning") },
});

export const warningRoutes = (context: ServerContext) =>
  newRouter()
    .openapi(list, async (c) => {
      const { region = null, since = null, until = null, ...query } = c.req.valid("query");
      const rows = await listWarnings(context.db, {
        scope: c.get("session").actor.scope,
        region,
        since,
        until,
        before: query.cursor ?? null,
        limit: query.limit + 1,
        inForce: query.inForce ?? false,
      });
      return c.json(
        pageOf(rows, query.limit, (last) => encodePageEnd(last.issuedAt, last.id)),
        200,
      );
    })
    .openapi(issueRoute, async (c) => {
      const warning = c.req.valid("json");
      const { actor } = c.get("session");
      return c.json(await issue(context, { actor, warning, once: await onceOf(context, c) }), 201);
    })
    .openapi(liftRoute, async (c) => {
      const { id } = c.req.valid("param");
      const { actor } = c.get("session");
      return c.json(await lift(context, { actor, id, once: await onceOf(context, c) }), 200);
    });
