// The own sessions: where one is signed in, and an end to it.
import { createRoute } from "@hono/zod-openapi";
import { OwnSessionView } from "@minqing/core/access/account";
import { z } from "zod";
import { jsonAnswer, newRouter } from "../../http/router.ts";
import type { ServerContext } from "../../server-context.ts";
import { OwnSessionRegister } from "./self-service.ts";
import { dropSessionCookie } from "./session-cookie.ts";

const tags = ["session"];
/** Left out where the list says that it is not needed, and for the session that asks. */
const proof = {
  content: { "application/json": { schema: z.object({ password: z.string().min(1).max(256).optional() }) } },
  required: false,
};

const list = createRoute({
  method: "get",
  path: "/account/sessions",
  tags,
  summary: "The own open sessions, last used first",
  responses: {
    200: jsonAnswer(
      z.object({ items: z.array(OwnSessionView), needsPassword: z.boolean() }),
      "The sessions, and whether ending another one takes the current password",
    ),
  },
});

const endOne = createRoute({
  method: "delete",
  path: "/account/sessions/{id}",
  tags,
  summary: "End one of the own sessions; the one that asks: sign out",
  request: { params: z.object({ id: z.uuid() }), body: proof },
  responses: { 204: { description: "Ended" } },
});

const endOthers = createRoute({
  method: "delete",
  path: "/account/sessions",
  tags,
  summary: "End all own sessions but the one that asks",
  request: { body: proof },
  responses: { 200: jsonAnswer(z.object({ ended: z.number().int() }), "How many ended") },
});

export const ownSessionRoutes = (context: ServerContext) => {
  const ownSessions = new OwnSessionRegister(context);
  return newRouter()
    .openapi(list, async (c) => c.json(await ownSessions.list(c.get("session")), 200))
    .openapi(endOne, async (c) => {
      const session = c.get("session");
      const { id } = c.req.valid("param");
      await ownSessions.end(session, id, c.req.valid("json").password);
      if (id === session.id) dropSessionCookie(c);
      return c.body(null, 204);
    })
    .openapi(endOthers, async (c) => {
      const ended = await ownSessions.endOthers(c.get("session"), c.req.valid("json").password);
      return c.json({ ended }, 200);
    });
};
