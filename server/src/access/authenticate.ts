// Who asks: the session behind a bearer token or the cookie. Everything under /api needs one; what a cookie authorises must
// also come from our own pages (SameSite=Strict, and the Origin checked again here).
import { mayDo, PERMISSIONS, type Permission } from "@minqing/core/access/permissions";
import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import { clientAddress } from "../http/client-address.ts";
import { isOwnOrigin } from "../http/same-origin.ts";
import type { ServerEnv } from "../http/server-env.ts";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { type Credential, holderOf } from "./resolve-credential.ts";
import { PUBLIC_ROUTES, ROUTE_PERMISSIONS } from "./route-permissions.ts";
import type { Session } from "./session/session.ts";
import { sessionCookie } from "./session/session-cookie.ts";

const BEARER = /^Bearer ([\w-]{20,128})$/i;
/** Sent by a desk that nobody sits at: its figures go on, its session grows idle. */
const BACKGROUND = "x-background";
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

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

/** The route that answers this request; null where there is none. */
const routeOf = (c: Context<ServerEnv>): string | null => {
  const route = matchedRoutes(c).findLast(({ path }) => !path.endsWith("*"));
  return route === undefined ? null : `${c.req.method} ${route.path}`;
};

/** What that route needs, from the one table; null for an address that is not in it. */
export function permissionFor(c: Context<ServerEnv>): Permission | null {
  const route = routeOf(c);
  return route === null ? null : (ROUTE_PERMISSIONS[route] ?? null);
}

/** What a service token is told of itself; the rest of `own.session` is for people. */
const WHO_AM_I = "GET /api/session";

function refuseWithout({ kind, roles, requiredStep }: Session, route: string): void {
  const permission = ROUTE_PERMISSIONS[route];
  if (permission === undefined) throw new ProblemError("role-missing", `${route} has no permission: it answers nobody`);
  if (permission !== "own.session" && requiredStep !== null) throw new ProblemError("duty-first", requiredStep);
  if (kind === "service-token" && permission === "own.session" && route !== WHO_AM_I) {
    throw new ProblemError("role-missing", "a service token has no session, password or second factor of its own");
  }
  if (mayDo(roles, permission)) return;
  const allowed: readonly string[] = PERMISSIONS[permission].roles;
  throw new ProblemError(
    "role-missing",
    `${permission}: expected one of the roles ${allowed.join(", ")}, got ${roles.join(", ")}`,
  );
}

export const authenticate =
  (context: Pick<ServerContext, "sessions" | "serviceTokens" | "limits">): MiddlewareHandler<ServerEnv> =>
  async (c, next) => {
    if (PUBLIC_ROUTES.has(`${c.req.method} ${c.req.path}`)) {
      // Nobody is signed in as somebody else by another site's page (login CSRF).
      refuseForeignOrigin(c);
      return next();
    }
    const credential = credentialOf(c.req.header("authorization"), sessionCookie(c));
    const address = clientAddress(c);
    const isUse = c.req.header(BACKGROUND) === undefined;
    const holder = await holderOf(context, credential, { address, isUse });
    if (!holder.ok) {
      await context.limits.address(address);
      if (holder.name !== null) c.set("claimedName", holder.name);
      throw new ProblemError(holder.code);
    }
    const { session } = holder;
    c.set("session", session);
    await context.limits.account(session.actor.username);
    if (holder.credential.from === "cookie") refuseForeignOrigin(c);
    const route = routeOf(c);
    if (route !== null) refuseWithout(session, route);
    return next();
  };
