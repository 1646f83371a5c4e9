// A value of the database that is asked for all the time and changes seldom: read, and kept for a while.
import type { Database, Executor } from "@minqing/geodata/database";

export class Kept<T> {
  readonly #db: Database;
  readonly #keepMs: number;
  readonly #read: (executor: Executor) => Promise<T>;
  #known: { value: T; atMs: number } | null = null;
  /** How often it was forgotten: what was read before that is not kept. */
  #forgotten = 0;

  constructor(db: Database, keepMs: number, read: (executor: Executor) => Promise<T>) {
    this.#db = db;
    this.#keepMs = keepMs;
    this.#read = read;
  }

  /**
   * Inside a transaction with its executor. Whoever finds nothing fresh reads for themselves: a transaction that waited
   * for another's read would wait for ever where the database does one thing at a time.
   */
  async value(executor: Executor = this.#db): Promise<T> {
    if (this.#known !== null && performance.now() - this.#known.atMs < this.#keepMs) return this.#known.value;
    const forgotten = this.#forgotten;
    const value = await this.#read(executor);
    if (forgotten === this.#forgotten) this.#known = { value, atMs: performance.now() };
    return value;
  }

  forget(): void {
    this.#forgotten += 1;
    this.#known = null;
  }
}
