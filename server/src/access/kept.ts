// A value of the database that is asked for all the time and changes seldom: read once, kept for a while.
import type { Database, Executor } from "@minqing/geodata/database";

export class Kept<T> {
  readonly #db: Database;
  readonly #keepMs: number;
  readonly #read: (executor: Executor) => Promise<T>;
  #known: { value: Promise<T>; atMs: number } | null = null;

  constructor(db: Database, keepMs: number, read: (executor: Executor) => Promise<T>) {
    this.#db = db;
    this.#keepMs = keepMs;
    this.#read = read;
  }

  /** Inside a transaction with its executor. */
  value(executor: Executor = this.#db): Promise<T> {
    const atMs = performance.now();
    if (this.#known !== null && atMs - this.#known.atMs < this.#keepMs) return this.#known.value;
    const value = this.#read(executor);
    this.#known = { value, atMs };
    value.catch(() => this.forget());
    return value;
  }

  forget(): void {
    this.#known = null;
  }
}
