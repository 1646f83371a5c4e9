// Sums of rain, tide and speed per datastream and 20 minutes, over two days, for timeline and rankings. Cached in memory
// because a day of one city is a million rows. Read from the database bin by bin, the newest bins every time, older ones in
// turn, so that late observations appear within minutes and no statement takes long.
import type { Database } from "@minqing/geodata/database";
import { type BinStream, type BinSum, binStreams, binSums } from "@minqing/geodata/kpi/bin-queries";
import type { Logger } from "pino";

export const BIN_MS = 20 * 60_000;
/** One day of bins on the screen, and the day before to compare with. */
export const BINS_A_DAY = 72;
const BINS = 2 * BINS_A_DAY;
/** Bins read every time: those still filling, those with slightly late data, and the one that figures compare with. */
const NEWEST = 4;
/** Number of older bins read each time; a quarter of an hour covers the two days. */
const IN_TURN = 3;
const REFRESH_MS = 15_000;

export interface BinnedStream extends BinStream {
  /** By bin number, counted since 1970. */
  sums: ReadonlyMap<number, BinSum>;
}

export class StreamBins {
  readonly #db: Database;
  readonly #log: Logger;
  readonly #streams = new Map<number, BinStream & { sums: Map<number, BinSum> }>();
  /** Time of the last read of each bin. */
  readonly #readAtMs = new Map<number, number>();
  #refreshing: Promise<void> | null = null;
  #freshUntilMs = Number.NEGATIVE_INFINITY;

  constructor({ db, log }: { db: Database; log: Logger }) {
    this.#db = db;
    this.#log = log;
  }

  /** Returns the cached streams without waiting and starts a refresh. The first read of a full city takes seconds. */
  cached(now: Date): readonly BinnedStream[] {
    this.read(now).catch((fault: unknown) => this.#log.error({ err: fault }, "reading sums for the timeline failed"));
    return [...this.#streams.values()];
  }

  /** Returns the streams with all of today's bins; yesterday's follow within a few calls. */
  async read(now: Date): Promise<readonly BinnedStream[]> {
    if (now.getTime() >= this.#freshUntilMs) {
      this.#refreshing ??= this.#refresh(now).finally(() => {
        this.#refreshing = null;
      });
      await this.#refreshing;
    }
    return [...this.#streams.values()];
  }

  async #refresh(now: Date): Promise<void> {
    const current = Math.floor(now.getTime() / BIN_MS);
    await this.#readStreams();
    this.#dropBefore(current - BINS + 1);
    for (const bin of this.#binsToRead(current)) await this.#readBin(bin, now);
    this.#freshUntilMs = now.getTime() + REFRESH_MS;
  }

  #binsToRead(current: number): number[] {
    const all = Array.from({ length: BINS }, (_, i) => current - i);
    const rest = all.slice(NEWEST);
    const missingToday = rest.slice(0, BINS_A_DAY - NEWEST).filter((bin) => !this.#readAtMs.has(bin));
    const inTurn = rest
      .filter((bin) => !missingToday.includes(bin))
      .toSorted((a, b) => (this.#readAtMs.get(a) ?? 0) - (this.#readAtMs.get(b) ?? 0))
      .slice(0, IN_TURN);
    return [...all.slice(0, NEWEST), ...missingToday, ...inTurn];
  }

  async #readStreams(): Promise<void> {
    const streams = await binStreams(this.#db);
    const known = new Set(streams.map(({ id }) => id));
    for (const id of this.#streams.keys()) if (!known.has(id)) this.#streams.delete(id);
    for (const stream of streams) {
      this.#streams.set(stream.id, { ...stream, sums: this.#streams.get(stream.id)?.sums ?? new Map() });
    }
  }

  #dropBefore(oldest: number): void {
    for (const bin of this.#readAtMs.keys()) {
      if (bin >= oldest) continue;
      this.#readAtMs.delete(bin);
      for (const { sums } of this.#streams.values()) sums.delete(bin);
    }
  }

  async #readBin(bin: number, now: Date): Promise<void> {
    const rows = await binSums(this.#db, new Date(bin * BIN_MS), new Date((bin + 1) * BIN_MS));
    for (const { sums } of this.#streams.values()) sums.delete(bin);
    for (const { id, sum, count } of rows) this.#streams.get(id)?.sums.set(bin, { sum, count });
    this.#readAtMs.set(bin, now.getTime());
  }
}
