// Sign-in, who am I, sign-out.
import { createRoute } from "@hono/zod-openapi";
import { SessionView, SignIn } from "@minqing/core/access/account";
import { z } from "zod";
import { clientAddress } from "../http/client-address.ts";
import { jsonAnswer, jsonBody, newRouter } from "../http/router.ts";
import type { ServerContext } from "../server-context.ts";
import { dropSessionCookie, putSessionCookie } from "./session-cookie.ts";
import { SignInDesk } from "./sign-in.ts";

const signIn = createRoute({
  method: "post",
  path: "/",
  tags: ["session"],
  summary: "Sign in; sets the cookie and gives the same token for `Authorization: Bearer`",
  security: [],
  request: { body: jsonBody(SignIn) },
  responses: { 200: jsonAnswer(z.object({ token: z.string(), session: SessionView }), "Signed in") },
});

const whoAmI = createRoute({
  method: "get",
  path: "/",
  tags: ["session"],
  summary: "Who is signed in",
  responses: { 200: jsonAnswer(SessionView, "The session") },
});

const signOut = createRoute({
  method: "delete",
  path: "/",
  tags: ["session"],
  summary: "Sign out",
  responses: { 204: { description: "Signed out" } },
});

export const sessionRoutes = (context: ServerContext) => {
  const desk = new SignInDesk(context);
  return newRouter()
    .openapi(signIn, async (c) => {
      const { token, session } = await desk.signIn(c.req.valid("json"), clientAddress(c));
      putSessionCookie(c, token);
      return c.json({ token, session: session.view }, 200);
    })
    .openapi(whoAmI, (c) => c.json(c.get("session").view, 200))
    .openapi(signOut, async (c) => {
      await context.sessions.end(c.get("session"));
      dropSessionCookie(c);
      return c.body(null, 204);
    });
};
