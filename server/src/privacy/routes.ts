// Data protection (数据保护) for the security administrator: the masking policy and the retention periods.
import { createRoute } from "@hono/zod-openapi";
import { MaskingPolicy } from "@minqing/core/privacy/masking-policy";
import { RETENTION_KINDS, RetentionView, retentionDays } from "@minqing/core/privacy/retention";
import { z } from "zod";
import { itemsSchema } from "../http/page-schema.ts";
import { jsonAnswer, jsonBody, newRouter } from "../http/router.ts";
import { refusedInput } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { changeMaskingPolicy, changeRetention, retentionViews } from "./privacy-care.ts";

const tags = ["privacy"];

const policy = createRoute({
  method: "get",
  path: "/masking-policy",
  tags,
  summary: "Who sees which field of a contact masked, and who may have it plain for which purpose",
  responses: { 200: jsonAnswer(MaskingPolicy, "The policy in force") },
});

const changePolicy = createRoute({
  method: "put",
  path: "/masking-policy",
  tags,
  summary: "Change the masking policy, from now on",
  request: { body: jsonBody(MaskingPolicy) },
  responses: { 200: jsonAnswer(MaskingPolicy, "The policy in force") },
});

const retention = createRoute({
  method: "get",
  path: "/retention",
  tags,
  summary: "How many days each kind of personal data is kept, and when it was last purged",
  responses: { 200: jsonAnswer(itemsSchema(RetentionView), "Every kind") },
});

const changeDays = createRoute({
  method: "put",
  path: "/retention/{kind}",
  tags,
  summary: "Change how long a kind is kept, within its bounds, from now on",
  request: {
    params: z.object({ kind: z.enum(RETENTION_KINDS) }),
    body: jsonBody(z.object({ days: z.number().int() })),
  },
  responses: { 200: jsonAnswer(itemsSchema(RetentionView), "Every kind") },
});

export const privacyRoutes = (context: ServerContext) =>
  newRouter()
    .openapi(policy, async (c) => c.json(await context.maskingPolicies.current(), 200))
    .openapi(changePolicy, async (c) =>
      c.json(await changeMaskingPolicy(context, c.get("session").actor, c.req.valid("json")), 200),
    )
    .openapi(retention, async (c) => c.json({ items: await retentionViews(context.db, context.now()) }, 200))
    .openapi(changeDays, async (c) => {
      const { kind } = c.req.valid("param");
      const asked = c.req.valid("json");
      const days = z.object({ days: retentionDays(kind) }).safeParse(asked);
      if (!days.success) throw refusedInput(days.error, asked);
      const { actor } = c.get("session");
      return c.json({ items: await changeRetention(context, actor, { kind, ...days.data }) }, 200);
    });
