// Service tokens of partner systems, for the security administrator.
import { createRoute } from "@hono/zod-openapi";
import { ServiceTokenDraft, ServiceTokenView } from "@minqing/core/access/service-token";
import { listServiceTokens } from "@minqing/geodata/access/service-token-queries";
import { z } from "zod";
import { limitUpTo } from "../../http/list-query.ts";
import { itemsSchema } from "../../http/page-schema.ts";
import { jsonAnswer, jsonBody, newRouter } from "../../http/router.ts";
import type { ServerContext } from "../../server-context.ts";
import { ServiceTokenRegister } from "./service-token-administration.ts";

const tags = ["access"];
const ById = z.object({ id: z.uuid() });
const Fresh = z.object({ serviceToken: ServiceTokenView, token: z.string() });

const list = createRoute({
  method: "get",
  path: "/service-tokens",
  tags,
  summary: "Service tokens, those that were ended last",
  request: { query: z.object({ limit: limitUpTo(500, 500) }) },
  responses: { 200: jsonAnswer(itemsSchema(ServiceTokenView), "Service tokens, without the tokens themselves") },
});

const create = createRoute({
  method: "post",
  path: "/service-tokens",
  tags,
  summary: "Make a service token for `Authorization: Bearer`; it is told once",
  request: { body: jsonBody(ServiceTokenDraft) },
  responses: { 201: jsonAnswer(Fresh, "The service token, and the token itself") },
});

const renew = createRoute({
  method: "post",
  path: "/service-tokens/{id}/renewal",
  tags,
  summary: "Give a new token and a new end; the old one is taken for some hours more",
  request: {
    params: ById,
    body: jsonBody(
      z.object({ expiresAt: ServiceTokenDraft.shape.expiresAt, overlapHours: z.number().int().min(0).max(720) }),
    ),
  },
  responses: { 200: jsonAnswer(Fresh, "The service token, and the new token itself") },
});

const end = createRoute({
  method: "delete",
  path: "/service-tokens/{id}",
  tags,
  summary: "End a service token for good, from the next request on; closes its sockets",
  request: { params: ById },
  responses: { 200: jsonAnswer(ServiceTokenView, "The service token") },
});

export const serviceTokenRoutes = (context: ServerContext) => {
  const tokens = new ServiceTokenRegister(context);
  return newRouter()
    .openapi(list, async (c) => c.json({ items: await listServiceTokens(context.db, c.req.valid("query").limit) }, 200))
    .openapi(create, async (c) => c.json(await tokens.create(c.get("session").actor, c.req.valid("json")), 201))
    .openapi(renew, async (c) =>
      c.json(await tokens.renew(c.get("session").actor, c.req.valid("param").id, c.req.valid("json")), 200),
    )
    .openapi(end, async (c) => c.json(await tokens.end(c.get("session").actor, c.req.valid("param").id), 200));
};
