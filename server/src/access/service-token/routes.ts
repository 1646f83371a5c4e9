// Routes of partner systems' service tokens, for the security administrator.

import { createRoute } from "@hono/zod-openapi";
import { ServiceTokenDraft, ServiceTokenView } from "@minqing/core/access/service-token";
import { listServiceTokens } from "@minqing/geodata/access/service-token-queries";
import type { Context } from "hono";
import { z } from "zod";
import { onceContext } from "../../act/once.ts";
import { IdempotencyHeader, type OnceAnswer } from "../../act/run-once.ts";
import { limitUpTo } from "../../http/list-query.ts";
import { itemsSchema } from "../../http/page-schema.ts";
import { jsonAnswer, jsonBody, newRouter } from "../../http/router.ts";
import type { ServerEnv } from "../../http/server-env.ts";
import type { ServerContext } from "../../server-context.ts";
import { type FreshServiceToken, ServiceTokenAdministration } from "./service-token-administration.ts";

const tags = ["access"];
const ById = z.object({ id: z.uuid() });
const NewToken = z.object({ serviceToken: ServiceTokenView, token: z.string() });

const list = createRoute({
  method: "get",
  path: "/service-tokens",
  tags,
  operationId: "listServiceTokens",
  summary: "Service tokens; ended ones come last",
  request: { query: z.object({ limit: limitUpTo(500, 500) }) },
  responses: { 200: jsonAnswer(itemsSchema(ServiceTokenView), "Service tokens, without the tokens themselves") },
});

const create = createRoute({
  method: "post",
  path: "/service-tokens",
  tags,
  operationId: "createServiceToken",
  summary: "Create a service token for `Authorization: Bearer`; it is returned once",
  request: { headers: IdempotencyHeader, body: jsonBody(ServiceTokenDraft) },
  responses: { 201: jsonAnswer(NewToken, "The service token, and the token itself") },
});

const renew = createRoute({
  method: "post",
  path: "/service-tokens/{id}/renewal",
  tags,
  operationId: "renewServiceToken",
  summary: "Replace the token and its expiry; the previous token is accepted for some hours more",
  request: {
    headers: IdempotencyHeader,
    params: ById,
    body: jsonBody(
      z.object({ expiresAt: ServiceTokenDraft.shape.expiresAt, overlapHours: z.number().int().min(0).max(720) }),
    ),
  },
  responses: { 200: jsonAnswer(NewToken, "The service token, and the new token itself") },
});

const end = createRoute({
  method: "delete",
  path: "/service-tokens/{id}",
  tags,
  operationId: "endServiceToken",
  summary: "End a service token for good, effective with the next request; closes its sockets",
  request: { headers: IdempotencyHeader, params: ById },
  responses: { 200: jsonAnswer(ServiceTokenView, "The service token") },
});

/** The token itself is shown once, and never again. */
const shownOnce = (status: number): OnceAnswer<FreshServiceToken> => ({
  status,
  objectOf: ({ serviceToken }) => ({ kind: "service-token", id: serviceToken.id }),
  kept: false,
});

export const serviceTokenRoutes = (context: ServerContext) => {
  /** The service for one request, whose transaction claims the request's key. */
  const tokensFor = async <T>(c: Context<ServerEnv>, answer: OnceAnswer<T>): Promise<ServiceTokenAdministration> =>
    new ServiceTokenAdministration(await onceContext(context, c, answer));
  return newRouter()
    .openapi(list, async (c) => c.json({ items: await listServiceTokens(context.db, c.req.valid("query").limit) }, 200))
    .openapi(create, async (c) => {
      const tokens = await tokensFor(c, shownOnce(201));
      return c.json(await tokens.create(c.get("session").actor, c.req.valid("json")), 201);
    })
    .openapi(renew, async (c) => {
      const tokens = await tokensFor(c, shownOnce(200));
      return c.json(await tokens.renew(c.get("session").actor, c.req.valid("param").id, c.req.valid("json")), 200);
    })
    .openapi(end, async (c) => {
      const tokens = await tokensFor(c, { status: 200 });
      return c.json(await tokens.end(c.get("session").actor, c.req.valid("param").id), 200);
    });
};
