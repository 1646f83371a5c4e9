// The scheduler of all simulators: a heap of entries by time, and a single timer for the earliest one.

interface Entry {
  dueMs: number;
  order: number;
  run: (dueMs: number) => void;
}

/** setTimeout overflows beyond 2^31 ms. */
const MAX_SLEEP_MS = 60_000;

const isBefore = (a: Entry, b: Entry): boolean => a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);

export class Scheduler {
  readonly #heap: Entry[] = [];
  #order = 0;
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;

  /** Runs once at `atMs` (epoch), to the whole millisecond: what runs sends it as the instant of its message. */
  at(atMs: number, run: (dueMs: number) => void): void {
    if (this.#isClosed) return;
    const entry = { dueMs: Math.round(atMs), order: this.#order++, run };
    this.#heap.push(entry);
    this.#siftUp(this.#heap.length - 1);
    if (this.#heap[0] === entry) this.#arm();
  }

  /** Runs every `intervalMs` from `firstMs` on; missed runs are skipped. */
  every(firstMs: number, intervalMs: number, run: (dueMs: number) => void): void {
    this.at(firstMs, (dueMs) => {
      run(dueMs);
      const missed = Math.max(0, Math.floor((Date.now() - dueMs) / intervalMs));
      this.every(dueMs + (missed + 1) * intervalMs, intervalMs, run);
    });
  }

  get pending(): number {
    return this.#heap.length;
  }

  close(): void {
    this.#isClosed = true;
    this.#heap.length = 0;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #arm(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    const next = this.#heap[0];
    if (next === undefined || this.#isClosed) return;
    const sleepMs = Math.min(MAX_SLEEP_MS, Math.max(0, next.dueMs - Date.now()));
    this.#timer = setTimeout(() => this.#runDue(), sleepMs);
  }

  #runDue(): void {
    const nowMs = Date.now();
    for (let next = this.#heap[0]; next !== undefined && next.dueMs <= nowMs; next = this.#heap[0]) {
      this.#removeFirst();
      next.run(next.dueMs);
    }
    this.#arm();
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#siftDown(0);
  }

  #swap(i: number, j: number): void {
    const a = this.#heap[i];
    const b = this.#heap[j];
    if (a === undefined || b === undefined) return;
    this.#heap[i] = b;
    this.#heap[j] = a;
  }

  #less(i: number, j: number): boolean {
    const a = this.#heap[i];
    const b = this.#heap[j];
    return a !== undefined && b !== undefined && isBefore(a, b);
  }

  #siftUp(index: number): void {
    for (let i = index, parent = (i - 1) >> 1; i > 0 && this.#less(i, parent); i = parent, parent = (i - 1) >> 1) {
      this.#swap(i, parent);
    }
  }

  #siftDown(index: number): void {
    for (let i = index; ; ) {
      const left = 2 * i + 1;
      const child = this.#less(left + 1, left) ? left + 1 : left;
      if (!this.#less(child, i)) return;
      this.#swap(i, child);
      i = child;
    }
  }
}
