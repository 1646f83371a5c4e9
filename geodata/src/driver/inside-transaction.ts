// Detects statements on the database itself (instead of `tx`) from inside a transaction. They would wait for ever on
// PGlite and on a full pool, so both drivers reject them at once.
import { AsyncLocalStorage } from "node:async_hooks";

export class InsideTransaction {
  readonly #current = new AsyncLocalStorage<{ isOpen: boolean }>();

  async run<T>(work: () => Promise<T>): Promise<T> {
    const mark = { isOpen: true };
    try {
      return await this.#current.run(mark, work);
    } finally {
      mark.isOpen = false;
    }
  }

  refuse(): void {
    if (this.#current.getStore()?.isOpen === true) {
      throw new Error(
        "expected a statement on the transaction's executor, got one on the database inside a transaction",
      );
    }
  }
}
