// Routes of the account's own sessions: list and end them.

import { createRoute } from "@hono/zod-openapi";
import { OwnSessionView } from "@minqing/core/access/account";
import { z } from "zod";
import { onceContext } from "../../act/once.ts";
import { IdempotencyHeader } from "../../act/run-once.ts";
import { jsonAnswer, newRouter } from "../../http/router.ts";
import type { ServerContext } from "../../server-context.ts";
import { SessionSelfService } from "./self-service.ts";
import { dropSessionCookie } from "./session-cookie.ts";

const tags = ["session"];
/** The password may be absent where the list returns `needsPassword: false`, and for the request's own session. */
const passwordBody = {
  content: { "application/json": { schema: z.object({ password: z.string().min(1).max(256).optional() }) } },
  required: false,
};

const list = createRoute({
  method: "get",
  path: "/account/sessions",
  tags,
  operationId: "listOwnSessions",
  summary: "Open sessions of the signed-in account, last used first",
  responses: {
    200: jsonAnswer(
      z.object({ items: z.array(OwnSessionView), needsPassword: z.boolean() }),
      "The sessions, and whether ending another one requires the current password",
    ),
  },
});

const endOne = createRoute({
  method: "delete",
  path: "/account/sessions/{id}",
  tags,
  operationId: "endOwnSession",
  summary: "End a session of the signed-in account; ending the current one is a sign-out",
  request: { headers: IdempotencyHeader, params: z.object({ id: z.uuid() }), body: passwordBody },
  responses: { 204: { description: "Ended" } },
});

const endOthers = createRoute({
  method: "delete",
  path: "/account/sessions",
  tags,
  operationId: "endOtherSessions",
  summary: "End all sessions of the signed-in account except the current one",
  request: { headers: IdempotencyHeader, body: passwordBody },
  responses: { 200: jsonAnswer(z.object({ ended: z.number().int() }), "How many ended") },
});

export const sessionSelfServiceRoutes = (context: ServerContext) => {
  const ownSessions = new SessionSelfService(context);
  return newRouter()
    .openapi(list, async (c) => c.json(await ownSessions.list(c.get("session")), 200))
    .openapi(endOne, async (c) => {
      const session = c.get("session");
      const { id } = c.req.valid("param");
      const ending = new SessionSelfService(await onceContext(context, c, { status: 204 }));
      await ending.end(session, id, c.req.valid("json").password);
      if (id === session.id) dropSessionCookie(c);
      return c.body(null, 204);
    })
    .openapi(endOthers, async (c) => {
      const answer = { status: 200, bodyOf: (ended: number) => ({ ended }) };
      const ending = new SessionSelfService(await onceContext(context, c, answer));
      const ended = await ending.endOthers(c.get("session"), c.req.valid("json").password);
      return c.json({ ended }, 200);
    });
};
