// Routes of data protection (数据保护), for the security administrator: masking policy, public view, retention periods, and the
// editions of all three.

import { createRoute } from "@hono/zod-openapi";
import { IN_EDITION } from "@minqing/core/city/edition";
import { MaskingPolicyChange, MaskingPolicyInForce } from "@minqing/core/privacy/masking-policy";
import { PrivacyChange } from "@minqing/core/privacy/privacy-change";
import { PublicViewInForce } from "@minqing/core/privacy/public-place";
import { RETENTION_KINDS, RetentionView, retentionDays } from "@minqing/core/privacy/retention";
import { z } from "zod";
import { onceContext } from "../act/once.ts";
import { IdempotencyHeader } from "../act/run-once.ts";
import { limitUpTo } from "../http/list-query.ts";
import { encodePageEnd, PAGE_CURSOR, pageOf } from "../http/page-cursor.ts";
import { itemsSchema, pageSchema } from "../http/page-schema.ts";
import { jsonAnswer, jsonBody, newRouter } from "../http/router.ts";
import { invalidInput } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import {
  changeMaskingPolicy,
  changePublicView,
  changeRetention,
  maskingPolicy,
  privacyChanges,
  publicView,
  retentionViews,
} from "./change-privacy.ts";

const tags = ["privacy"];

const policy = createRoute({
  method: "get",
  path: "/masking-policy",
  tags,
  operationId: "readMaskingPolicy",
  summary: "Which roles see which field of a contact masked, and which may reveal it for which purpose",
  responses: { 200: jsonAnswer(MaskingPolicyInForce, "The policy in force") },
});

const changePolicy = createRoute({
  method: "put",
  path: "/masking-policy",
  tags,
  operationId: "changeMaskingPolicy",
  summary: "Change the masking policy, from now on",
  request: { headers: IdempotencyHeader, body: jsonBody(MaskingPolicyChange.safeExtend(IN_EDITION)) },
  responses: { 200: jsonAnswer(MaskingPolicyInForce, "The policy in force") },
});

const retention = createRoute({
  method: "get",
  path: "/retention",
  tags,
  operationId: "readRetention",
  summary: "Retention period in days of each kind of personal data, and its last purge",
  responses: { 200: jsonAnswer(itemsSchema(RetentionView), "Every kind") },
});

const changeDays = createRoute({
  method: "put",
  path: "/retention/{kind}",
  tags,
  operationId: "changeRetention",
  summary: "Change the retention period of a kind, within its bounds, from now on",
  request: {
    headers: IdempotencyHeader,
    params: z.object({ kind: z.enum(RETENTION_KINDS) }),
    body: jsonBody(z.object({ days: z.number().int(), ...IN_EDITION })),
  },
  responses: { 200: jsonAnswer(itemsSchema(RetentionView), "Every kind") },
});

const view = createRoute({
  method: "get",
  path: "/public-view",
  tags,
  operationId: "readPublicView",
  summary: "The public view: min cases to show a place, the cell that is counted, and the number of days",
  responses: { 200: jsonAnswer(PublicViewInForce, "The public view in force") },
});

const changeView = createRoute({
  method: "put",
  path: "/public-view",
  tags,
  operationId: "changePublicView",
  summary: "Change the public view, from now on; residents see it within a minute",
  request: { headers: IdempotencyHeader, body: jsonBody(PublicViewInForce) },
  responses: { 200: jsonAnswer(PublicViewInForce, "The public view in force") },
});

const changes = createRoute({
  method: "get",
  path: "/privacy-changes",
  tags,
  operationId: "listPrivacyChanges",
  summary: "Every edition of the masking policy, the public view and the retention periods, newest first",
  request: {
    query: z.object({ limit: limitUpTo(200, 50), cursor: PAGE_CURSOR.text.optional() }),
  },
  responses: { 200: jsonAnswer(pageSchema(PrivacyChange), "Editions with the value before each") },
});

export const privacyRoutes = (context: ServerContext) =>
  newRouter()
    .openapi(policy, async (c) => c.json(await maskingPolicy(context.db, context.now()), 200))
    .openapi(changePolicy, async (c) => {
      const changing = await onceContext(context, c, { status: 200 });
      return c.json(await changeMaskingPolicy(changing, c.get("session").actor, c.req.valid("json")), 200);
    })
    .openapi(retention, async (c) => c.json({ items: await retentionViews(context.db, context.now()) }, 200))
    .openapi(changeDays, async (c) => {
      const { kind } = c.req.valid("param");
      const body = c.req.valid("json");
      const days = z.object({ days: retentionDays(kind), ...IN_EDITION }).safeParse(body);
      if (!days.success) throw invalidInput(days.error, body);
      const { actor } = c.get("session");
      const changing = await onceContext(context, c, { status: 200, bodyOf: (items: RetentionView[]) => ({ items }) });
      return c.json({ items: await changeRetention(changing, actor, { kind, ...days.data }) }, 200);
    })
    .openapi(view, async (c) => c.json(await publicView(context.db, context.now()), 200))
    .openapi(changeView, async (c) => {
      const changing = await onceContext(context, c, { status: 200 });
      return c.json(await changePublicView(changing, c.get("session").actor, c.req.valid("json")), 200);
    })
    .openapi(changes, async (c) => {
      const { limit, cursor = null } = c.req.valid("query");
      const rows = await privacyChanges(context.db, { before: cursor, limit });
      const { items, nextCursor } = pageOf(rows, limit, ({ key, change }) => encodePageEnd(change.at, key));
      return c.json({ items: items.map(({ change }) => change), nextCursor }, 200);
    });
