// The session cookie: HttpOnly, SameSite=Strict. Over TLS its name has the prefix `__Host-`, which browsers accept only with
// Secure and for this host alone, so that no neighbouring host can set it. [RFC 6265bis §4.1.3.2]
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { ServerEnv } from "../../http/server-env.ts";

export const sessionCookieName = (secure: boolean): string => (secure ? "__Host-minqing" : "minqing");

export const isSecure = (c: Context<ServerEnv>): boolean => c.get("client").isSecure;

const attributes = (secure: boolean) => ({ httpOnly: true, sameSite: "Strict", secure, path: "/" }) as const;

export const sessionCookie = (c: Context<ServerEnv>): string | undefined =>
  getCookie(c, sessionCookieName(isSecure(c)));

export function putSessionCookie(c: Context<ServerEnv>, token: string, expires: Date): void {
  const secure = isSecure(c);
  setCookie(c, sessionCookieName(secure), token, { ...attributes(secure), expires });
}

export function dropSessionCookie(c: Context<ServerEnv>): void {
  const secure = isSecure(c);
  deleteCookie(c, sessionCookieName(secure), attributes(secure));
}
