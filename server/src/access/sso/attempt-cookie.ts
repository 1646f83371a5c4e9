// What the browser carries to the provider and back: sealed, for ten minutes. Lax and not strict, because the provider's
// redirect is another site's.
import { SsoProtocol } from "@minqing/core/access/single-sign-on";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import type { ServerEnv } from "../../http/server-env.ts";
import { SealingKeys } from "../../sealing/sealing-keys.ts";
import { isSecure } from "../session/session-cookie.ts";

const COOKIE = "minqing-sso";
const LIFE_S = 600;
/** Tells these texts from all others that are sealed with the same secret. */
const OWNER = "single sign-on attempt";

const Carried = z.object({
  protocol: SsoProtocol,
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** The page that asked. */
  to: z.string(),
  expiresAtMs: z.number(),
});
type Carried = z.infer<typeof Carried>;

const scope = (c: Context<ServerEnv>) =>
  ({ httpOnly: true, sameSite: "Lax", secure: isSecure(c), path: "/sso" }) as const;

export class AttemptCookie {
  readonly #keys: SealingKeys;
  readonly #now: () => Date;

  constructor(secret: string, now: () => Date) {
    // An attempt lives for ten minutes: a new secret ends it.
    this.#keys = new SealingKeys({ current: secret, previous: [] });
    this.#now = now;
  }

  put(c: Context<ServerEnv>, attempt: Omit<Carried, "expiresAtMs">): void {
    const carried: Carried = { ...attempt, expiresAtMs: this.#now().getTime() + LIFE_S * 1000 };
    const sealed = Buffer.from(this.#keys.seal(OWNER, JSON.stringify(carried))).toString("base64url");
    setCookie(c, COOKIE, sealed, { ...scope(c), maxAge: LIFE_S });
  }

  /** Takes it away: it is good for one way back. Null when there is none, it is old, or not ours. */
  take(c: Context<ServerEnv>): Carried | null {
    const sealed = getCookie(c, COOKIE);
    deleteCookie(c, COOKIE, scope(c));
    if (sealed === undefined) return null;
    const carried = this.#open(sealed);
    return carried !== null && carried.expiresAtMs > this.#now().getTime() ? carried : null;
  }

  #open(sealed: string): Carried | null {
    try {
      const text = this.#keys.open(OWNER, Buffer.from(sealed, "base64url"));
      return Carried.parse(JSON.parse(text));
    } catch {
      // Sealed with another secret, or changed on its way.
      return null;
    }
  }
}
