// Random moments by a seed that is printed, so that a failed run can be repeated.
const MIN_MS = 300;
const MAX_MS = 1_500;

export class KillMoments {
  readonly seed: number;
  #state: number;

  constructor(seed = Number(process.env["LEDGER_SEED"] ?? Date.now() % 1_000_000)) {
    this.seed = seed;
    this.#state = seed;
  }

  /** Milliseconds of traffic before the next kill. */
  next(): number {
    // mulberry32
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    const random = ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    return MIN_MS + random * (MAX_MS - MIN_MS);
  }
}

/** Three in CI, twenty in the bench. */
export const KILLS = Number(process.env["LEDGER_KILLS"] ?? 3);
