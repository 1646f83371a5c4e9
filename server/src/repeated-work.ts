// Work that is done when woken, and at the latest after a while: one run at a time, a wake-up during a run means one more.

export interface RepeatedWorkOptions {
  everyMs: number;
  /** Between the end of a run and the next, woken or not: what wakes it in a crowd is done in one go. */
  restMs?: number;
  work(): Promise<void>;
  /** Called for the first fault in a row: an outage is told once, not twice a second. */
  onFault(fault: unknown): void;
}

/** The rest after a fault: a database that is away is not hammered. */
const AFTER_FAULT_MS = 500;

export class RepeatedWork {
  readonly #options: RepeatedWorkOptions;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #isWanted = false;
  #isResting = false;
  #isClosed = false;
  #isFailing = false;

  constructor(options: RepeatedWorkOptions) {
    this.#options = options;
    this.#startIn(0);
  }

  wake(): void {
    if (this.#isClosed) return;
    if (this.#running !== null || this.#isResting) this.#isWanted = true;
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
      () => this.#end(this.#options.restMs ?? 0),
      (fault: unknown) => this.#fail(fault),
    );
  }

  #fail(fault: unknown): void {
    if (!this.#isFailing) this.#options.onFault(fault);
    this.#isWanted = true;
    this.#end(AFTER_FAULT_MS);
    this.#isFailing = true;
  }

  #end(restMs: number): void {
    this.#running = null;
    this.#isFailing = false;
    this.#isResting = true;
    this.#after(restMs, () => {
      this.#isResting = false;
      this.#startIn(this.#isWanted ? 0 : Math.max(0, this.#options.everyMs - restMs));
    });
  }

  #startIn(ms: number): void {
    this.#after(ms, () => this.#start());
  }

  #after(ms: number, act: () => void): void {
    if (!this.#isClosed) this.#timer = setTimeout(act, ms);
  }
}
