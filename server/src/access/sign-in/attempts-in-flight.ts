// Attempts of one source that are being judged in this process. Reservations are made one after the other; who finds none left
// waits for the outcome of one that is being judged.

interface Source {
  judging: number;
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
    const source = this.#sources.get(key) ?? { judging: 0, waiting: [], last: Promise.resolve() };
    this.#sources.set(key, source);
    for (;;) {
      const reserved = await this.#inTurn(source, reserve);
      if (reserved !== null) return reserved;
      if (source.judging === 0) {
        this.#forget(key, source);
        return null;
      }
      await new Promise<void>((resolve) => source.waiting.push(resolve));
    }
  }

  end(key: string): void {
    const source = this.#sources.get(key);
    if (source === undefined) return;
    source.judging -= 1;
    const waiting = source.waiting.splice(0);
    if (waiting.length === 0) this.#forget(key, source);
    for (const resume of waiting) resume();
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

  #forget(key: string, source: Source): void {
    if (source.judging === 0 && source.waiting.length === 0 && this.#sources.get(key) === source)
      this.#sources.delete(key);
  }
}
