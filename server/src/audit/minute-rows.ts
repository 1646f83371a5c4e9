// Rows of the audit trail that are counted and written once a minute: when a minute ends, and which writes are under way.

const MINUTE_MS = 60_000;

export class MinuteRows {
  readonly #now: () => Date;
  readonly #writeRows: () => void;
  #since: Date | null = null;
  readonly #writes = new Set<Promise<void>>();

  /** `writeRows` writes what was counted in the minute that ends, by `write`, and begins to count anew. */
  constructor(now: () => Date, writeRows: () => void) {
    this.#now = now;
    this.#writeRows = writeRows;
  }

  /** The instant of what is counted now; ends the minute before it where that is over. */
  count(): Date {
    const at = this.#now();
    if (this.#since !== null && at.getTime() - this.#since.getTime() >= MINUTE_MS) this.end();
    this.#since ??= at;
    return at;
  }

  end(): void {
    this.#since = null;
    this.#writeRows();
  }

  /** Writes one row; `onFault` counts it again. */
  write(row: () => Promise<unknown>, onFault: (fault: unknown) => void): void {
    const write = row().then(() => undefined, onFault);
    this.#writes.add(write);
    void write.then(() => this.#writes.delete(write));
  }

  /** Ends the minute and waits until its rows are written. */
  async settle(): Promise<void> {
    this.end();
    while (this.#writes.size > 0) await Promise.all(this.#writes);
  }
}
