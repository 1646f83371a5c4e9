// Routes of identity links (person at a provider ↔ account), for the security administrator.

import { createRoute } from "@hono/zod-openapi";
import { Username } from "@minqing/core/access/account";
import {
  BoundIdentity,
  IdentityLinkDraft,
  IdentityLinkView,
  IdentityProviderView,
} from "@minqing/core/access/identity-link";
import { listIdentityLinks } from "@minqing/geodata/access/identity-queries";
import { z } from "zod";
import { onceContext } from "../../act/once.ts";
import { IdempotencyHeader } from "../../act/run-once.ts";
import { jsonAnswer, jsonBody, newRouter } from "../../http/router.ts";
import type { ServerContext } from "../../server-context.ts";
import { IdentityLinks } from "./identity-links.ts";

const tags = ["access"];
const path = "/accounts/{username}/identities";
const ByName = z.object({ username: Username });

const list = createRoute({
  method: "get",
  path,
  tags,
  operationId: "listIdentities",
  summary: "The account's links to identity providers, and the configured providers",
  request: { params: ByName },
  responses: {
    200: jsonAnswer(
      z.object({ items: z.array(IdentityLinkView), providers: z.array(IdentityProviderView) }),
      "At most one link for each provider",
    ),
  },
});

const bind = createRoute({
  method: "post",
  path,
  tags,
  operationId: "bindIdentity",
  summary: "Link the account to a person at a provider, by the provider's subject",
  request: { headers: IdempotencyHeader, params: ByName, body: jsonBody(IdentityLinkDraft) },
  responses: { 201: jsonAnswer(BoundIdentity, "The link; null where it waits for approval") },
});

const release = createRoute({
  method: "delete",
  path: `${path}/{id}`,
  tags,
  operationId: "releaseIdentity",
  summary: "Remove a link; ends the sessions that a provider opened for the account",
  request: { headers: IdempotencyHeader, params: ByName.extend({ id: z.uuid() }) },
  responses: { 204: { description: "Removed" } },
});

export const identityLinkRoutes = (context: ServerContext) => {
  const providers = context.sso.map(({ provider, labelZh, labelEn }) => ({ provider: provider.id, labelZh, labelEn }));
  return newRouter()
    .openapi(list, async (c) => {
      const items = await listIdentityLinks(context.db, c.req.valid("param").username);
      return c.json({ items, providers }, 200);
    })
    .openapi(bind, async (c) => {
      const { actor } = c.get("session");
      const links = new IdentityLinks(await onceContext(context, c, { status: 201 }));
      const link = await links.bind(actor, c.req.valid("param").username, c.req.valid("json"));
      return c.json({ link }, 201);
    })
    .openapi(release, async (c) => {
      const { username, id } = c.req.valid("param");
      const links = new IdentityLinks(await onceContext(context, c, { status: 204 }));
      await links.release(c.get("session").actor, username, id);
      return c.body(null, 204);
    });
};
