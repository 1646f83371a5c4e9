// The cookie of a single sign-on attempt, sealed and valid for ten minutes. SameSite=Lax and not Strict, because the redirect
// back comes from the provider's site.
import { SsoProtocol } from "@minqing/core/access/single-sign-on";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import type { ServerEnv } from "../../http/server-env.ts";
import { SealingKeys } from "../../sealing/sealing-keys.ts";
import { isSecure } from "../session/session-cookie.ts";

const COOKIE = "minqing-sso";
const LIFETIME_S = 600;
/** Binds the sealed text to this purpose: other texts are sealed with the same secret. */
const OWNER = "single sign-on attempt";

const Content = z.object({
  protocol: SsoProtocol,
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** The page to return to. */
  to: z.string(),
  expiresAtMs: z.number(),
});
type Content = z.infer<typeof Content>;

const attributes = (c: Context<ServerEnv>) =>
  ({ httpOnly: true, sameSite: "Lax", secure: isSecure(c), path: "/sso" }) as const;

export class AttemptCookie {
  readonly #keys: SealingKeys;
  readonly #now: () => Date;

  constructor(secret: string, now: () => Date) {
    // No previous secrets: an attempt is valid for ten minutes only, and a new secret may end it.
    this.#keys = new SealingKeys({ current: secret, previous: [] });
    this.#now = now;
  }

  put(c: Context<ServerEnv>, attempt: Omit<Content, "expiresAtMs">): void {
    const content: Content = { ...attempt, expiresAtMs: this.#now().getTime() + LIFETIME_S * 1000 };
    const sealed = Buffer.from(this.#keys.seal(OWNER, JSON.stringify(content))).toString("base64url");
    setCookie(c, COOKIE, sealed, { ...attributes(c), maxAge: LIFETIME_S });
  }

  /** Reads and deletes the cookie: an attempt counts once. Null when it is missing, expired or not sealed here. */
  take(c: Context<ServerEnv>): Content | null {
    const sealed = getCookie(c, COOKIE);
    deleteCookie(c, COOKIE, attributes(c));
    if (sealed === undefined) return null;
    const content = this.#open(sealed);
    return content !== null && content.expiresAtMs > this.#now().getTime() ? content : null;
  }

  #open(sealed: string): Content | null {
    try {
      const text = this.#keys.open(OWNER, Buffer.from(sealed, "base64url"));
      return Content.parse(JSON.parse(text));
    } catch {
      // Sealed with another secret, or changed by the client.
      return null;
    }
  }
}
