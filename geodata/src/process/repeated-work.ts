// Work that is done when woken, and at the latest after a while: one run at a time, a wake-up during a run means one more.

export interface RepeatedWorkOptions {
  everyMs: number;
  /** Before the first run; 0 unless given. */
  firstAfterMs?: number;
  /** Between the end of a run and the next, woken or not: what wakes it in a crowd is done in one go. */
  restMs?: number;
  work(): Promise<void>;
  /** Called for the first fault in a row: an outage is told once, not twice a second. */
  onFault(fault: unknown): void;
}

/** The rest after a fault, doubled with each further one up to the work's own pace: what is away is not hammered. */
const AFTER_FAULT_MS = 500;

export class RepeatedWork {
  readonly #options: RepeatedWorkOptions;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #isWanted = false;
  #isResting = false;
  #isClosed = false;
  /** Faults in a row. */
  #faults = 0;

  constructor(options: RepeatedWorkOptions) {
    this.#options = options;
    this.#startIn(options.firstAfterMs ?? 0);
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
      () => this.#succeed(),
      (fault: unknown) => this.#fail(fault),
    );
  }

  #fail(fault: unknown): void {
    if (this.#faults === 0) this.#options.onFault(fault);
    const restMs = Math.max(AFTER_FAULT_MS, Math.min(this.#options.everyMs, AFTER_FAULT_MS * 2 ** this.#faults));
    this.#faults += 1;
    this.#isWanted = true;
    this.#rest(restMs);
  }

  #succeed(): void {
    this.#faults = 0;
    this.#rest(this.#options.restMs ?? 0);
  }

  #rest(restMs: number): void {
    this.#running = null;
    this.#isResting = true;
    this.#after(restMs, () => {
      this.#isResting = false;
      if (this.#isWanted) this.#start();
      else this.#startIn(Math.max(0, this.#options.everyMs - restMs));
    });
  }

  #startIn(ms: number): void {
    this.#after(ms, () => this.#start());
  }

  #after(ms: number, act: () => void): void {
    if (!this.#isClosed) this.#timer = setTimeout(act, ms);
  }
}
