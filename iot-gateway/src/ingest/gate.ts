// Whether this gateway may write and acknowledge now: it may while it holds the lease.

export class Gate {
  #waiting: PromiseWithResolvers<void> | null = Promise.withResolvers<void>();

  get isOpen(): boolean {
    return this.#waiting === null;
  }

  open(): void {
    this.#waiting?.resolve();
    this.#waiting = null;
  }

  close(): void {
    this.#waiting ??= Promise.withResolvers<void>();
  }

  /** Resolves at once while open. */
  passed(): Promise<void> {
    return this.#waiting?.promise ?? Promise.resolve();
  }
}
