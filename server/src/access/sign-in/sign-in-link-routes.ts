// GET /enter?token=…: the one-time link that `npm start` prints signs in as the demo leader.
import { Hono } from "hono";
import { originOf } from "../../http/client-address.ts";
import type { ServerEnv } from "../../http/server-env.ts";
import { ProblemError } from "../../problem/problem-error.ts";
import type { ServerContext } from "../../server-context.ts";
import { putSessionCookie } from "../session/session-cookie.ts";

export const signInLinkRoutes = ({ signInLinks, sessions }: ServerContext): Hono<ServerEnv> =>
  new Hono<ServerEnv>().get("/enter", async (c) => {
    c.header("cache-control", "no-store");
    const username = signInLinks.consume(c.req.query("token") ?? "");
    if (username === null)
      throw new ProblemError(
        "not-signed-in",
        "expected an unused sign-in link of the last 24 hours, got an unknown, used or expired one",
      );
    const { token, session } = await sessions.openFor(username, originOf(c));
    putSessionCookie(c, token, session.expiresAt);
    return c.redirect("/wall");
  });
