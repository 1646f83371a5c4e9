// A cache with a time to live, for values that are read often and change seldom. A failed read is not cached.

interface Entry {
  value: Promise<unknown>;
  /** Infinity while the value is being read. */
  expiresAtMs: number;
}

export class Cache {
  readonly #ttlMs: number;
  readonly #nowMs: () => number;
  #entries = new Map<string, Entry>();

  constructor(ttlMs: number, nowMs: () => number = () => performance.now()) {
    this.#ttlMs = ttlMs;
    this.#nowMs = nowMs;
  }

  /** Returns the cached value, else the result of `read`. Callers that miss during a read wait for that read. */
  async shared<T>(key: string, read: () => Promise<T>): Promise<T> {
    const cached = this.#fresh(key);
    if (cached !== undefined) return cached.value as Promise<T>;
    const entry: Entry = { value: read(), expiresAtMs: Number.POSITIVE_INFINITY };
    this.#entries.set(key, entry);
    try {
      const value = (await entry.value) as T;
      entry.expiresAtMs = this.#nowMs() + this.#ttlMs;
      return value;
    } catch (fault) {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
      throw fault;
    }
  }

  /**
   * Returns the cached value, else the result of this caller's own `read`. For reads inside a transaction: waiting for
   * another caller's read would never end where the database runs one transaction at a time.
   */
  async own<T>(key: string, read: () => Promise<T>): Promise<T> {
    const cached = this.#fresh(key);
    if (cached !== undefined) return cached.value as Promise<T>;
    const entries = this.#entries;
    const value = await read();
    // A value read before a `clear` may be out of date: it goes into the map that was dropped.
    entries.set(key, { value: Promise.resolve(value), expiresAtMs: this.#nowMs() + this.#ttlMs });
    return value;
  }

  clear(): void {
    this.#entries = new Map();
  }

  #fresh(key: string): Entry | undefined {
    const nowMs = this.#nowMs();
    for (const [old, { expiresAtMs }] of this.#entries) if (expiresAtMs <= nowMs) this.#entries.delete(old);
    return this.#entries.get(key);
  }
}
