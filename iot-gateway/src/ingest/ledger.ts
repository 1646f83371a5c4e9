// The ledger of a batch: every message has exactly one fate, counted for its device.
import type { CounterRow } from "@minqing/geodata/ingest/rows";
import type { Draft } from "./draft.ts";

/** stored: at least one row was new and on time; late: all new rows were late; duplicate: no row was new; dead_lettered: no
 * row could be used. */
export type Fate = "stored" | "late" | "duplicate" | "dead_lettered";

export interface DeviceRejection {
  username: string;
  detail: string;
}

export class Ledger {
  readonly #rows = new Map<string, CounterRow>();
  readonly fates = { stored: 0, late: 0, duplicate: 0, dead_lettered: 0 };

  enter(draft: Draft, fate: Fate, rejection: string | null): void {
    this.fates[fate]++;
    if (draft.deviceId === null) return;
    const row = this.#row(draft.deviceId);
    row.received++;
    if (fate === "dead_lettered") row.deadLettered++;
    else row[fate]++;
    if (draft.message.qos === 0) row.unprotected++;
    if (draft.isCapped) row.capped++;
    if (draft.clockSkewMs !== null) row.clockFaults++;
    if (draft.observations.length > 0 || draft.positions.length > 0 || draft.detection !== null)
      row.clockSkewMs = draft.clockSkewMs;
    row.lastReceivedAtMs = Math.max(row.lastReceivedAtMs ?? 0, draft.message.receivedAtMs);
    if (rejection !== null) this.reject({ username: draft.deviceId, detail: rejection });
  }

  reject({ username, detail }: DeviceRejection): void {
    const row = this.#row(username);
    row.refused++;
    row.lastRefusal = detail.replaceAll("\0", "\uFFFD").slice(0, 500);
  }

  /** Alarms that a limit holds back. */
  cap(deviceId: string, count: number): void {
    this.#row(deviceId).capped += count;
  }

  get rows(): CounterRow[] {
    return [...this.#rows.values()];
  }

  #row(deviceId: string): CounterRow {
    let row = this.#rows.get(deviceId);
    if (row === undefined) {
      row = emptyRow(deviceId);
      this.#rows.set(deviceId, row);
    }
    return row;
  }
}

const emptyRow = (deviceId: string): CounterRow => ({
  deviceId,
  received: 0,
  stored: 0,
  duplicate: 0,
  late: 0,
  deadLettered: 0,
  unprotected: 0,
  refused: 0,
  lastRefusal: null,
  lastReceivedAtMs: null,
  clockFaults: 0,
  clockSkewMs: undefined,
  capped: 0,
});
