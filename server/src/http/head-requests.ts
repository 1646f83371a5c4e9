// HEAD is GET without a body and without effects [RFC 9110 §9.3.2]: link previews and scanners send it. Where GET changes
// something (a one-time link, a sign-in at a provider) the answer is empty.
import type { MiddlewareHandler } from "hono";
import type { ServerEnv } from "./server-env.ts";

const HAS_EFFECTS = /^\/(enter|sso\/|api\/sso\/)/;

export const withoutEffects: MiddlewareHandler<ServerEnv> = async (c, next) => {
  if (c.req.method !== "HEAD" || !HAS_EFFECTS.test(c.req.path)) return next();
  return c.body(null, 204, { "cache-control": "no-store" });
};
