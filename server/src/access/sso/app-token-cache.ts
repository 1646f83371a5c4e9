// Caches the program's own access token at a platform: fetched when first needed, valid until shortly before its expiry, and
// fetched once for all callers that wait. [企业微信 91039: to be cached, and fetched anew when it ends early]
export interface AppToken {
  value: string;
  lifetimeS: number;
}

/** Subtracted from the lifetime that the platform returns: the token must last for the request that follows. */
const MARGIN_S = 60;

export class AppTokenCache {
  readonly #fetch: () => Promise<AppToken>;
  readonly #now: () => number;
  #cached: { value: string; untilMs: number } | null = null;
  #fetching: Promise<string> | null = null;

  /** `now` in milliseconds of a monotonic clock. */
  constructor(fetch: () => Promise<AppToken>, now: () => number = () => performance.now()) {
    this.#fetch = fetch;
    this.#now = now;
  }

  value(): Promise<string> {
    if (this.#cached !== null && this.#now() < this.#cached.untilMs) return Promise.resolve(this.#cached.value);
    this.#fetching ??= this.#renew().finally(() => {
      this.#fetching = null;
    });
    return this.#fetching;
  }

  /** Drops a token that the platform no longer accepts; a newer one stays. */
  forget(value: string): void {
    if (this.#cached?.value === value) this.#cached = null;
  }

  async #renew(): Promise<string> {
    const { value, lifetimeS } = await this.#fetch();
    this.#cached = { value, untilMs: this.#now() + Math.max(0, lifetimeS - MARGIN_S) * 1000 };
    return value;
  }
}
