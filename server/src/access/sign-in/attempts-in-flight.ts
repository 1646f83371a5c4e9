// Attempts of one source that are being judged in this process. Reservations are made one after the other; who finds none left
// waits for the outcome of one that is being judged.

interface Source {
  judging: number;
  /** Calls of `begin` under way: the source is kept while there are any. */
  beginning: number;
  /** Outcomes so far: one that comes during a reservation may have made room. */
  outcomes: number;
  waiting: (() => void)[];
  last: Promise<unknown>;
}

export class AttemptsInFlight {
  readonly #sources = new Map<string, Source>();

  /**
   * Reserves by `reserve`, again after each outcome while it answers null; null when nothing is being judged that could
   * change that. A reservation counts as judged until `end`.
   */
  async begin<T>(key: string, reserve: () => Promise<T | null>): Promise<T | null> {
    const source = this.#sources.get(key) ?? {
      judging: 0,
      beginning: 0,
      outcomes: 0,
      waiting: [],
      last: Promise.resolve(),
    };
    this.#sources.set(key, source);
    source.beginning += 1;
    try {
      for (;;) {
        const { outcomes } = source;
        const reserved = await this.#inTurn(source, reserve);
        if (reserved !== null) return reserved;
        if (source.outcomes !== outcomes) continue;
        if (source.judging === 0) return null;
        await new Promise<void>((resolve) => source.waiting.push(resolve));
      }
    } finally {
      source.beginning -= 1;
      this.#forget(key, source);
    }
  }

  end(key: string): void {
    const source = this.#sources.get(key);
    if (source === undefined) return;
    source.judging -= 1;
    source.outcomes += 1;
    this.#forget(key, source);
    for (const resume of source.waiting.splice(0)) resume();
  }

  async #inTurn<T>(source: Source, reserve: () => Promise<T | null>): Promise<T | null> {
    const turn = source.last.then(async () => {
      const reserved = await reserve();
      if (reserved !== null) source.judging += 1;
      return reserved;
    });
    source.last = turn.catch(() => undefined);
    return turn;
  }

  #forget(key: string, { judging, beginning }: Source): void {
    if (judging === 0 && beginning === 0) this.#sources.delete(key);
  }
}
