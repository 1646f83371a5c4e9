// The path pattern of the route that answers a request, without the patterns of middleware.
import type { Context } from "hono";
import { matchedRoutes } from "hono/route";
import type { ServerEnv } from "./server-env.ts";

/** `/api/cases/:id`; null where no route matches. */
export const matchedRoute = (c: Context<ServerEnv>): string | null =>
  matchedRoutes(c).findLast(({ path }) => !path.endsWith("*"))?.path ?? null;
