// Work that is done when woken, and at the latest after a while: one run at a time, a wake-up during a run means one more.

export interface RepeatedWorkOptions {
  everyMs: number;
  work(): Promise<void>;
  onFault(fault: unknown): void;
}

/** After a fault the next run waits at least this long, woken or not: a database that is away is not hammered. */
const AFTER_FAULT_MS = 500;

export class RepeatedWork {
  readonly #options: RepeatedWorkOptions;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #isWanted = false;
  #isClosed = false;
  #failedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: RepeatedWorkOptions) {
    this.#options = options;
    this.#wait(0);
  }

  wake(): void {
    if (this.#isClosed) return;
    if (this.#running !== null || performance.now() - this.#failedAtMs < AFTER_FAULT_MS) this.#isWanted = true;
    else this.#start();
  }

  /** Waits for the run that is on its way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running;
  }

  #start(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#isWanted = false;
    this.#running = this.#options
      .work()
      .catch((fault: unknown) => {
        this.#failedAtMs = performance.now();
        this.#options.onFault(fault);
      })
      .finally(() => {
        this.#running = null;
        const hasFailed = performance.now() - this.#failedAtMs < AFTER_FAULT_MS;
        this.#wait(hasFailed ? AFTER_FAULT_MS : this.#isWanted ? 0 : this.#options.everyMs);
      });
  }

  #wait(ms: number): void {
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => this.#start(), ms);
  }
}
