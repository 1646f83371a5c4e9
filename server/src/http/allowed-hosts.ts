// The names by which this server may be addressed. A page of another site whose name was made to point here (DNS rebinding)
// sends that name: it is refused before anything else. Addresses cannot be rebound, and need no entry. [ASVS 5.0 V4.1]
import { isIP } from "node:net";
import type { MiddlewareHandler } from "hono";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerEnv } from "./server-env.ts";

export class AllowedHosts {
  readonly #names: ReadonlySet<string> | null;

  /** Host names, without port; null allows any. */
  constructor(names: readonly string[] | null) {
    this.#names = names === null ? null : new Set(names.map((name) => name.toLowerCase()));
  }

  /** `host`: the header, with or without port. */
  allows(host: string): boolean {
    return this.#names === null || this.isOwn(host);
  }

  /** As `allows`, also where any name is allowed: for what is open to this machine alone. */
  isOwn(host: string): boolean {
    const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(host)?.[1];
    const name = (bracketed ?? host.replace(/:\d+$/, "")).toLowerCase().replace(/\.$/, "");
    return isIP(name) !== 0 || name === "localhost" || name.endsWith(".localhost") || this.#names?.has(name) === true;
  }
}

/** Over the network every request has a Host [RFC 9112 §3.2]; tests that call the app without a socket may have none. */
export const requireAllowedHost =
  (hosts: AllowedHosts): MiddlewareHandler<ServerEnv> =>
  async (c, next) => {
    const host = c.req.header("host");
    if (host !== undefined && !hosts.allows(host)) {
      throw new ProblemError(
        "misdirected-request",
        "expected a Host that is an address of this server or one of its names (PUBLIC_URL, ALLOWED_HOSTS), got another one",
      );
    }
    await next();
  };
