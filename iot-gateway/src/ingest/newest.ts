// Finds the newest stored row of each datastream and thing. Late rows never replace a latest value.
import type { DraftObservation, DraftPosition } from "./draft.ts";
import type { IngestCache, Newest } from "./ingest-cache.ts";

const isNewer = (a: Newest, b: Newest): boolean =>
  a.observedAtMs > b.observedAtMs || (a.observedAtMs === b.observedAtMs && a.seq > b.seq);

export function newestValues(stored: readonly DraftObservation[], cache: IngestCache): DraftObservation[] {
  const newest = new Map<number, DraftObservation>();
  for (const row of stored) {
    if (row.late) continue;
    const known = newest.get(row.datastreamId) ?? cache.latest.get(row.datastreamId);
    if (known === undefined || isNewer(row, known)) newest.set(row.datastreamId, row);
  }
  return [...newest.values()];
}

export function newestPositions(stored: readonly DraftPosition[], cache: IngestCache): DraftPosition[] {
  const newest = new Map<string, DraftPosition>();
  for (const position of stored) {
    const { row } = position;
    const knownMs = newest.get(row.thingId)?.row.observedAtMs ?? cache.latestPositionMs.get(row.thingId) ?? 0;
    if (row.observedAtMs > knownMs) newest.set(row.thingId, position);
  }
  return [...newest.values()];
}
