// Stores the observations of a batch and returns the outcome of each: stored, duplicate (same key, same value) or
// conflict (same key, another value: the first stays).
import type { Executor } from "@minqing/geodata/database";
import { insertObservations, observationsAt, skewedObservations } from "@minqing/geodata/ingest/queries";
import type { ObservationRow } from "@minqing/geodata/ingest/rows";
import type { DraftObservation } from "./draft.ts";
import type { IngestCache } from "./ingest-cache.ts";
import { countsFromMs } from "./newest.ts";

export type RowOutcome = "stored" | "duplicate" | "conflict";

/** A skewed message is repeated soon after a reconnection, if at all. */
const SKEW_REPEATS_WITHIN_MS = 3_600_000;

/** Late: older than the newest value of its stream. Set before the insert, in the order of arrival. */
export function markLate(observations: readonly DraftObservation[], cache: IngestCache): void {
  const newest = new Map<number, number>();
  for (const row of observations) {
    const newestMs = newest.get(row.datastreamId) ?? cache.latest.get(row.datastreamId)?.observedAtMs ?? 0;
    const fromMs = countsFromMs(row);
    row.late = fromMs < newestMs;
    if (fromMs > newestMs) newest.set(row.datastreamId, fromMs);
  }
}

/** One outcome for each observation, in order. */
export async function storeObservations(
  tx: Executor,
  observations: readonly DraftObservation[],
): Promise<RowOutcome[]> {
  const rows: readonly ObservationRow[] = observations;
  const outcomes = new Array<RowOutcome | undefined>(rows.length).fill(undefined);
  if (rows.some((row) => row.skewMs !== null)) await compareSkewed(tx, rows, outcomes);
  const toInsert = rows.filter((_, i) => outcomes[i] === undefined);
  if (toInsert.length > 0) {
    const inserted = await insertObservations(tx, toInsert);
    // In the usual case every key is new and this query is not needed.
    if (inserted < toInsert.length) await compareWithStored(tx, rows, outcomes);
  }
  return outcomes.map((outcome) => outcome ?? "stored");
}

const keyOf = (row: { datastreamId: number; seq: number }, atMs: number) => `${row.datastreamId} ${atMs} ${row.seq}`;

type Value = Pick<ObservationRow, "valueNum" | "valueText">;

const isSame = (a: Value, b: Value): boolean => a.valueNum === b.valueNum && a.valueText === b.valueText;

async function compareWithStored(
  tx: Executor,
  rows: readonly ObservationRow[],
  outcomes: (RowOutcome | undefined)[],
): Promise<void> {
  const open = rows.filter((_, i) => outcomes[i] === undefined);
  const stored = new Map((await observationsAt(tx, open)).map((row) => [keyOf(row, row.observedAt.getTime()), row]));
  const taken = new Set<string>();
  rows.forEach((row, i) => {
    if (outcomes[i] !== undefined) return;
    const key = keyOf(row, row.observedAtMs);
    const existing = stored.get(key);
    if (existing === undefined) throw new Error(`expected an observation at ${key} after the insert, got none`);
    if (!isSame(existing, row)) outcomes[i] = "conflict";
    else if (!existing.isNew || taken.has(key)) outcomes[i] = "duplicate";
    else taken.add(key);
  });
}

/** Skewed rows are keyed by their arrival, which differs each time; so the device's own time is compared. */
async function compareSkewed(
  tx: Executor,
  rows: readonly ObservationRow[],
  outcomes: (RowOutcome | undefined)[],
): Promise<void> {
  const skewed = rows.filter((row) => row.skewMs !== null);
  const earliestMs = Math.min(...skewed.map((row) => row.receivedAtMs)) - SKEW_REPEATS_WITHIN_MS;
  const stored = await skewedObservations(tx, [...new Set(skewed.map((row) => row.datastreamId))], earliestMs);
  const known = new Map<string, Value>(stored.map((row) => [keyOf(row, row.observedAt.getTime() + row.skewMs), row]));
  rows.forEach((row, i) => {
    if (row.skewMs === null) return;
    const key = keyOf(row, row.observedAtMs + row.skewMs);
    const existing = known.get(key);
    if (existing === undefined) known.set(key, row);
    else outcomes[i] = isSame(existing, row) ? "duplicate" : "conflict";
  });
}
