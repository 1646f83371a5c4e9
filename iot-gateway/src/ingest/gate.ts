// Open while this gateway holds the lease: only then it may write and acknowledge.

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

  /** Resolves when the gate is open, at once if it is. */
  whenOpen(): Promise<void> {
    return this.#waiting?.promise ?? Promise.resolve();
  }
}
