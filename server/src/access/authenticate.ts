// Authentication and authorisation of every request under /api, by a bearer token or the session cookie. A request with the
// cookie must also come from our own pages (SameSite=Strict, and the Origin is checked again here).
import { mayDo, PERMISSIONS, type Permission } from "@minqing/core/access/permissions";
import type { Context, MiddlewareHandler } from "hono";
import { clientAddress } from "../http/client-address.ts";
import { matchedRoute } from "../http/matched-route.ts";
import { isSameOrigin } from "../http/same-origin.ts";
import type { ServerEnv } from "../http/server-env.ts";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { type Credential, resolveCredential } from "./resolve-credential.ts";
import { PUBLIC_ROUTES, ROUTE_PERMISSIONS } from "./route-permissions.ts";
import type { Session } from "./session/session.ts";
import { sessionCookie } from "./session/session-cookie.ts";

const BEARER = /^Bearer ([\w-]{20,128})$/i;
/** Sent by an unattended console: its figures refresh, while its session's idle time goes on. */
const BACKGROUND = "x-background";
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

export function credentialOf(authorization: string | undefined, cookie: string | undefined): Credential | null {
  const bearer = authorization === undefined ? null : BEARER.exec(authorization);
  if (bearer?.[1] !== undefined) return { token: bearer[1], from: "header" };
  return cookie === undefined ? null : { token: cookie, from: "cookie" };
}

function refuseCrossOrigin(c: Context<ServerEnv>): void {
  if (SAFE.has(c.req.method)) return;
  if (!isSameOrigin(c.req.header("origin"), c.req.header("host"))) {
    throw new ProblemError("role-missing", "expected a request from this site's own pages, got another Origin");
  }
}

/** HEAD is answered by the route of GET, with its permission. [RFC 9110 §9.3.2] */
const methodOf = (c: Context<ServerEnv>): string => (c.req.method === "HEAD" ? "GET" : c.req.method);

/** Method and path of the route that answers this request; null where there is none. */
const routeOf = (c: Context<ServerEnv>): string | null => {
  const path = matchedRoute(c);
  return path === null ? null : `${methodOf(c)} ${path}`;
};

/** The permission that the request's route requires; null for a route without an entry. */
export function permissionFor(c: Context<ServerEnv>): Permission | null {
  const route = routeOf(c);
  return route === null ? null : (ROUTE_PERMISSIONS[route] ?? null);
}

/** The only route of `own.session` that a service token may call; the others are for people. */
const READ_SESSION = "GET /api/session";

function requirePermission({ kind, roles, requiredStep }: Session, route: string): void {
  const permission = ROUTE_PERMISSIONS[route];
  if (permission === undefined)
    throw new ProblemError(
      "role-missing",
      `${route} has no entry in the table of permissions: it is forbidden to everybody`,
    );
  if (permission !== "own.session" && requiredStep !== null) throw new ProblemError("duty-first", requiredStep);
  if (kind === "service-token" && permission === "own.session" && route !== READ_SESSION) {
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
    if (PUBLIC_ROUTES.has(`${methodOf(c)} ${c.req.path}`)) {
      // Another site's page must not sign a browser in under another account (login CSRF).
      refuseCrossOrigin(c);
      return next();
    }
    const credential = credentialOf(c.req.header("authorization"), sessionCookie(c));
    const address = clientAddress(c);
    const isUse = c.req.header(BACKGROUND) === undefined;
    const authentication = await resolveCredential(context, credential, { address, isUse });
    if (!authentication.ok) {
      await context.limits.address(address);
      if (authentication.name !== null) c.set("claimedName", authentication.name);
      throw new ProblemError(authentication.code);
    }
    const { session } = authentication;
    c.set("session", session);
    await context.limits.account(session.actor.username);
    if (authentication.credential.from === "cookie") refuseCrossOrigin(c);
    const route = routeOf(c);
    if (route !== null) requirePermission(session, route);
    return next();
  };
