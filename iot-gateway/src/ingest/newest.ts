// Finds the newest stored row of each datastream and thing. Late rows never replace a latest value, and nothing is newest by
// an instant that has not come yet: what lies ahead of our clock counts from its arrival.
import type { DraftObservation, DraftPosition } from "./draft.ts";
import type { IngestCache, Newest } from "./ingest-cache.ts";

interface Timed {
  observedAtMs: number;
  receivedAtMs: number;
  seq: number;
}

/** When a row counts for latest values and rules. */
export const countsFromMs = (row: Pick<Timed, "observedAtMs" | "receivedAtMs">): number =>
  Math.min(row.observedAtMs, row.receivedAtMs);

/** The row as a latest value: among rows that count from one arrival, the device's own time decides. */
const asLatest = <T extends Timed>(row: T): T =>
  row.observedAtMs <= row.receivedAtMs
    ? row
    : { ...row, observedAtMs: row.receivedAtMs, seq: Math.max(row.seq, row.observedAtMs) };

const isNewer = (a: Newest, b: Newest): boolean =>
  a.observedAtMs > b.observedAtMs || (a.observedAtMs === b.observedAtMs && a.seq > b.seq);

export function newestValues(stored: readonly DraftObservation[], cache: IngestCache): DraftObservation[] {
  const newest = new Map<number, DraftObservation>();
  for (const storedRow of stored) {
    if (storedRow.late) continue;
    const row = asLatest(storedRow);
    const known = newest.get(row.datastreamId) ?? cache.latest.get(row.datastreamId);
    if (known === undefined || isNewer(row, known)) newest.set(row.datastreamId, row);
  }
  return [...newest.values()];
}

export function newestPositions(stored: readonly DraftPosition[], cache: IngestCache): DraftPosition[] {
  const newest = new Map<string, DraftPosition>();
  for (const { thing, row: storedRow } of stored) {
    const row = asLatest(storedRow);
    const known = newest.get(row.thingId)?.row ?? knownPosition(row.thingId, cache);
    if (isNewer(row, known)) newest.set(row.thingId, { thing, row });
  }
  return [...newest.values()];
}

/** Of stored positions only the instant is known: an equal one is not newer. */
const knownPosition = (thingId: string, cache: IngestCache): Newest => ({
  observedAtMs: cache.latestPositionMs.get(thingId) ?? 0,
  seq: Number.POSITIVE_INFINITY,
});
