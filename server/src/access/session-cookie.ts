// The session cookie: unreadable to scripts, never sent from other sites, over TLS only where we are behind TLS.
import type { Context } from "hono";
import { deleteCookie, setCookie } from "hono/cookie";
import type { ServerEnv } from "../http/server-env.ts";

export const SESSION_COOKIE = "minqing";

export const isSecure = (c: Context<ServerEnv>): boolean =>
  c.req.header("x-forwarded-proto") === "https" || c.req.url.startsWith("https:");

export const putSessionCookie = (c: Context<ServerEnv>, token: string, expiresAt: Date): void =>
  setCookie(c, SESSION_COOKIE, token, {
    httpOnly: true,
    sameSite: "Strict",
    secure: isSecure(c),
    path: "/",
    expires: expiresAt,
  });

export const dropSessionCookie = (c: Context<ServerEnv>): void => {
  deleteCookie(c, SESSION_COOKIE, { path: "/", httpOnly: true, sameSite: "Strict", secure: isSecure(c) });
};
