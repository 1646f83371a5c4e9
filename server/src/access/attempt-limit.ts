// How often sign-ins from one address may fail (防暴力破解), in a sliding window; an account counts its own in the database.

export interface AttemptLimits {
  most: number;
  windowMs: number;
}

/** An address may be a whole office. */
export const ADDRESS_LIMITS: AttemptLimits = { most: 50, windowMs: 15 * 60_000 };

/** Beyond this many keys the oldest are forgotten: memory stays bounded under a flood of names. */
const MOST_KEYS = 10_000;

export class AttemptLimit {
  readonly #limits: AttemptLimits;
  readonly #failures = new Map<string, number[]>();

  constructor(limits: AttemptLimits) {
    this.#limits = limits;
  }

  isClosed(key: string, nowMs: number): boolean {
    return this.#recent(key, nowMs).length >= this.#limits.most;
  }

  fail(key: string, nowMs: number): void {
    const recent = [...this.#recent(key, nowMs), nowMs];
    this.#failures.delete(key);
    this.#failures.set(key, recent);
    const oldest = this.#failures.keys().next();
    if (this.#failures.size > MOST_KEYS && oldest.done !== true) this.#failures.delete(oldest.value);
  }

  succeed(key: string): void {
    this.#failures.delete(key);
  }

  #recent(key: string, nowMs: number): number[] {
    return (this.#failures.get(key) ?? []).filter((at) => nowMs - at < this.#limits.windowMs);
  }
}
