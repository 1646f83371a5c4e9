// Who asks: the session behind a bearer token or the cookie. Everything under /api needs one; what a cookie authorises must
// also come from our own pages (SameSite=Strict, and the Origin checked again here).
import type { Role } from "@minqing/core/access/account";
import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { matchedRoutes } from "hono/route";
import type { ServerEnv } from "../http/server-env.ts";
import { ProblemError } from "../problem/problem-error.ts";
import { isOwnOrigin } from "./own-origin.ts";
import { ROUTE_ROLES } from "./route-roles.ts";
import { SESSION_COOKIE } from "./session-cookie.ts";
import type { Sessions } from "./sessions.ts";

const BEARER = /^Bearer ([\w-]{20,128})$/i;
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

export interface Credential {
  token: string;
  from: "header" | "cookie";
}

export function credentialOf(authorization: string | undefined, cookie: string | undefined): Credential | null {
  const bearer = authorization === undefined ? null : BEARER.exec(authorization);
  if (bearer?.[1] !== undefined) return { token: bearer[1], from: "header" };
  return cookie === undefined ? null : { token: cookie, from: "cookie" };
}

function refuseForeignOrigin(c: Context<ServerEnv>): void {
  if (SAFE.has(c.req.method)) return;
  if (!isOwnOrigin(c.req.header("origin"), c.req.header("host"))) {
    throw new ProblemError("role-missing", "expected a request from this site's own pages");
  }
}

/** Roles of the route that answers this request, from the one table. */
function rolesNeeded(c: Context<ServerEnv>): readonly Role[] | null {
  const route = matchedRoutes(c).findLast(({ path }) => !path.endsWith("*"));
  return (route && ROUTE_ROLES[`${c.req.method} ${route.path}`]) ?? null;
}

export const authenticate =
  (sessions: Sessions): MiddlewareHandler<ServerEnv> =>
  async (c, next) => {
    const isSignIn = c.req.method === "POST" && c.req.path === "/api/session";
    if (isSignIn) return next();
    const credential = credentialOf(c.req.header("authorization"), getCookie(c, SESSION_COOKIE));
    const session = credential === null ? null : await sessions.find(credential.token);
    if (credential === null || session === null) throw new ProblemError("not-signed-in");
    if (credential.from === "cookie") refuseForeignOrigin(c);
    const needed = rolesNeeded(c);
    if (needed !== null && !session.roles.some((role) => needed.includes(role))) {
      throw new ProblemError(
        "role-missing",
        `expected one of the roles ${needed.join(", ")}, got ${session.roles.join(", ")}`,
      );
    }
    c.set("session", session);
    return next();
  };
