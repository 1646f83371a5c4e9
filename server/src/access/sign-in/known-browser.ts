// A browser in which somebody has signed in before: it has a signed token for their account, in a cookie. Its attempts are
// counted apart, so that strangers who type wrong passwords do not lock the person out of it. It proves nothing else.
// [OWASP: slow down online guessing attacks with device cookies]
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { ServerEnv } from "../../http/server-env.ts";
import { isSecure } from "../session/session-cookie.ts";
import type { AttemptSource } from "./lock-out.ts";

const LIFETIME_S = 180 * 86_400;
const TOKEN = /^([\w-]{22})\.([\w-]{43})$/;

const macOf = (secret: string, username: string, nonce: string): Buffer =>
  createHmac("sha256", secret).update(`known browser ${username} ${nonce}`).digest();

export class KnownBrowsers {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** Null for a browser in which this account has not signed in. */
  sourceOf(username: string, token: string | undefined): AttemptSource | null {
    const [, nonce = "", mac = ""] = TOKEN.exec(token ?? "") ?? [];
    const given = Buffer.from(mac, "base64url");
    const expected = macOf(this.#secret, username, nonce);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    return { kind: "browser", id: nonce };
  }

  token(username: string): string {
    const nonce = randomBytes(16).toString("base64url");
    return `${nonce}.${macOf(this.#secret, username, nonce).toString("base64url")}`;
  }

  /** Several people may share a browser: each account has a cookie of its own. */
  cookieName(username: string, secure: boolean): string {
    const mark = createHmac("sha256", this.#secret).update(`cookie ${username}`).digest("hex").slice(0, 12);
    return `${secure ? "__Host-" : ""}minqing-browser-${mark}`;
  }
}

export const browserToken = (c: Context<ServerEnv>, browsers: KnownBrowsers, username: string): string | undefined =>
  getCookie(c, browsers.cookieName(username, isSecure(c)));

/** Gives a browser with a session of this account its token, unless it has one. */
export function keepBrowserKnown(c: Context<ServerEnv>, browsers: KnownBrowsers, username: string): void {
  if (browsers.sourceOf(username, browserToken(c, browsers, username)) !== null) return;
  const secure = isSecure(c);
  const attributes = { httpOnly: true, sameSite: "Strict", secure, path: "/", maxAge: LIFETIME_S } as const;
  setCookie(c, browsers.cookieName(username, secure), browsers.token(username), attributes);
}
