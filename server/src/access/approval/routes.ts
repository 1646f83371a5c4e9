// Routes of approvals: the two administrators decide about each other's requests, the audit administrator sees them.
import { createRoute } from "@hono/zod-openapi";
import { ApprovalDecision, ApprovalView } from "@minqing/core/access/approval";
import { z } from "zod";
import { onceContext } from "../../act/once.ts";
import { IdempotencyHeader } from "../../act/run-once.ts";
import { itemsSchema } from "../../http/page-schema.ts";
import { jsonAnswer, jsonBody, newRouter } from "../../http/router.ts";
import type { ServerContext } from "../../server-context.ts";
import { Approvals } from "./approvals.ts";

const tags = ["access"];

const list = createRoute({
  method: "get",
  path: "/approvals",
  tags,
  operationId: "listApprovals",
  summary: "Requests of administrators that wait for a second one, then the decided ones, newest first",
  responses: { 200: jsonAnswer(itemsSchema(ApprovalView), "At most 200") },
});

const decide = createRoute({
  method: "post",
  path: "/approvals/{id}/decision",
  tags,
  operationId: "decideApproval",
  summary: "Approve or refuse a request of the other administrator",
  request: {
    headers: IdempotencyHeader,
    params: z.object({ id: z.uuid() }),
    body: jsonBody(z.object({ decision: ApprovalDecision })),
  },
  responses: { 200: jsonAnswer(ApprovalView, "The request") },
});

export const approvalRoutes = (context: ServerContext) =>
  newRouter()
    .openapi(list, async (c) => c.json({ items: await new Approvals(context).list() }, 200))
    .openapi(decide, async (c) => {
      const { id } = c.req.valid("param");
      const answer = { status: 200, objectOf: () => ({ kind: "approval", id }) };
      const approvals = new Approvals(await onceContext(context, c, answer));
      return c.json(await approvals.decide(c.get("session").actor, id, c.req.valid("json").decision), 200);
    });
