// Work that is done when woken, and at the latest after a while: one run at a time, a wake-up during a run means one more.

export interface RepeatedWorkOptions {
  everyMs: number;
  work(): Promise<void>;
  /** Called for the first fault in a row: an outage is told once, not twice a second. */
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
  #isFailing = false;

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
    this.#running = this.#options.work().then(
      () => this.#succeed(),
      (fault: unknown) => this.#fail(fault),
    );
  }

  #succeed(): void {
    this.#running = null;
    this.#isFailing = false;
    this.#wait(this.#isWanted ? 0 : this.#options.everyMs);
  }

  #fail(fault: unknown): void {
    this.#running = null;
    if (!this.#isFailing) this.#options.onFault(fault);
    this.#isFailing = true;
    this.#failedAtMs = performance.now();
    this.#wait(AFTER_FAULT_MS);
  }

  #wait(ms: number): void {
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => this.#start(), ms);
  }
}
