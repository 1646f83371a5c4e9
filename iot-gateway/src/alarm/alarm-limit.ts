// Limits the alarms that the readings of one thing raise in an hour. A raise above it waits: the rule's state stays pending,
// and the next reading that is still beyond the limit tries again.
import type { DeviceLimits } from "@minqing/core/device/limits";
import type { IngestCache } from "../ingest/ingest-cache.ts";
import { countsFromMs } from "../ingest/newest.ts";

export const HOUR_MS = 3_600_000;

export interface RaiseCount {
  thingId: string;
  atMs: number;
}

export class AlarmLimit {
  readonly #limits: DeviceLimits;
  readonly #cache: IngestCache;
  /** Raised by this batch; they count from its commit on. */
  readonly raised: RaiseCount[] = [];
  /** Raises that wait, by thing. */
  readonly capped = new Map<string, number>();

  constructor(limits: DeviceLimits, cache: IngestCache) {
    this.#limits = limits;
    this.#cache = cache;
  }

  /** Whether a reading may raise an alarm of its thing now; a raise that may is counted. */
  mayRaise(thingId: string, reading: { observedAtMs: number; receivedAtMs: number }): boolean {
    const nowMs = reading.receivedAtMs;
    if (nowMs - countsFromMs(reading) > this.#limits.alarmReadingAgeS * 1_000) return false;
    const before = this.#cache.raisedSince(thingId, nowMs - HOUR_MS);
    const inBatch = this.raised.filter((raise) => raise.thingId === thingId).length;
    if (before + inBatch >= this.#limits.alarmsPerHour) {
      this.capped.set(thingId, (this.capped.get(thingId) ?? 0) + 1);
      return false;
    }
    this.raised.push({ thingId, atMs: nowMs });
    return true;
  }
}
