// The program's own access token at a platform: fetched when it is first needed, kept until shortly before its end, and
// fetched once by however many ask meanwhile. [企业微信 91039: to be cached, and fetched anew when it ends early]
export interface AppToken {
  value: string;
  lifeS: number;
}

/** Before its end as the platform tells it: it must last for the question that it is fetched for. */
const MARGIN_S = 60;

export class AppTokenStore {
  readonly #fetch: () => Promise<AppToken>;
  readonly #now: () => number;
  #known: { value: string; untilMs: number } | null = null;
  #fetching: Promise<string> | null = null;

  /** `now` in milliseconds, of a clock that is not set. */
  constructor(fetch: () => Promise<AppToken>, now: () => number = () => performance.now()) {
    this.#fetch = fetch;
    this.#now = now;
  }

  value(): Promise<string> {
    if (this.#known !== null && this.#now() < this.#known.untilMs) return Promise.resolve(this.#known.value);
    this.#fetching ??= this.#renew().finally(() => {
      this.#fetching = null;
    });
    return this.#fetching;
  }

  /** The platform does not take it any more. Another that came meanwhile stays. */
  forget(value: string): void {
    if (this.#known?.value === value) this.#known = null;
  }

  async #renew(): Promise<string> {
    const { value, lifeS } = await this.#fetch();
    this.#known = { value, untilMs: this.#now() + Math.max(0, lifeS - MARGIN_S) * 1000 };
    return value;
  }
}
