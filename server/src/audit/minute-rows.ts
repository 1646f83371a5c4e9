// Timing of audit rows that are counted and written once a minute: decides when a minute ends, and tracks pending writes.

const MINUTE_MS = 60_000;

export class MinuteRows {
  readonly #now: () => Date;
  readonly #writeRows: () => void;
  #since: Date | null = null;
  readonly #writes = new Set<Promise<void>>();

  /** `writeRows` writes the counts of the ended minute by calling `write`, and resets them. */
  constructor(now: () => Date, writeRows: () => void) {
    this.#now = now;
    this.#writeRows = writeRows;
  }

  /** Returns the instant of the present count; first ends the previous minute where it is over. */
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

  /** Writes one row; on failure calls `onFault`, which counts it again. */
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
