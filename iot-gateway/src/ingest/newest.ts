// Of what was newly stored, the newest of each datastream and thing: late data never moves what is latest.
import type { DraftObservation, DraftPosition } from "./draft.ts";
import type { IngestMemory, Newest } from "./memory.ts";

const isNewer = (a: Newest, b: Newest): boolean =>
  a.observedAtMs > b.observedAtMs || (a.observedAtMs === b.observedAtMs && a.seq > b.seq);

export function newestValues(stored: readonly DraftObservation[], memory: IngestMemory): DraftObservation[] {
  const newest = new Map<number, DraftObservation>();
  for (const row of stored) {
    if (row.late) continue;
    const known = newest.get(row.datastreamId) ?? memory.latest.get(row.datastreamId);
    if (known === undefined || isNewer(row, known)) newest.set(row.datastreamId, row);
  }
  return [...newest.values()];
}

export function newestPositions(stored: readonly DraftPosition[], memory: IngestMemory): DraftPosition[] {
  const newest = new Map<string, DraftPosition>();
  for (const position of stored) {
    const { row } = position;
    const knownMs = newest.get(row.thingId)?.row.observedAtMs ?? memory.latestPositionMs.get(row.thingId) ?? 0;
    if (row.observedAtMs > knownMs) newest.set(row.thingId, position);
  }
  return [...newest.values()];
}
