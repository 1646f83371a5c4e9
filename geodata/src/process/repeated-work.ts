// Runs work when woken, and at the latest after an interval: one run at a time; a wake-up during a run causes one more
// run.

export interface RepeatedWorkOptions {
  everyMs: number;
  /** Delay of the first run; default 0. */
  firstAfterMs?: number;
  /** Minimum pause after a run, woken or not: many wake-ups cause one run. */
  restMs?: number;
  work(): Promise<void>;
  /** Called for the first fault in a row: an outage is reported once, not twice a second. */
  onFault(fault: unknown): void;
}

/** The pause after a fault. It doubles with each further fault up to the interval, to spare a service that is down. */
const AFTER_FAULT_MS = 500;

export class RepeatedWork {
  readonly #options: RepeatedWorkOptions;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #isWakePending = false;
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
    if (this.#running !== null || this.#isResting) this.#isWakePending = true;
    else this.#start();
  }

  /** Waits for a current run. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running;
  }

  #start(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#isWakePending = false;
    this.#running = this.#options.work().then(
      () => this.#succeed(),
      (fault: unknown) => this.#fail(fault),
    );
  }

  #fail(fault: unknown): void {
    if (this.#faults === 0) this.#options.onFault(fault);
    const restMs = Math.max(AFTER_FAULT_MS, Math.min(this.#options.everyMs, AFTER_FAULT_MS * 2 ** this.#faults));
    this.#faults += 1;
    this.#isWakePending = true;
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
      if (this.#isWakePending) this.#start();
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
