// Stores the observations of a batch and says for each what became of it: stored, duplicate (same key, same value) or
// conflict (same key, another value: the first stays).
import type { Executor } from "@minqing/geodata/database";
import { insertObservations, observationsAt, skewedObservations } from "@minqing/geodata/ingest/queries";
import type { ObservationRow } from "@minqing/geodata/ingest/rows";
import type { DraftObservation } from "./draft.ts";
import type { IngestMemory } from "./memory.ts";

export type Verdict = "stored" | "duplicate" | "conflict";

/** A skewed message that comes again does so soon after a reconnection. */
const SKEW_MEMORY_MS = 3_600_000;

/** Late: older than the newest of its stream. Flagged before the insert, in the order of arrival. */
export function markLate(observations: readonly DraftObservation[], memory: IngestMemory): void {
  const newest = new Map<number, number>();
  for (const row of observations) {
    const newestMs = newest.get(row.datastreamId) ?? memory.latest.get(row.datastreamId)?.observedAtMs ?? 0;
    row.late = row.observedAtMs < newestMs;
    if (row.observedAtMs > newestMs) newest.set(row.datastreamId, row.observedAtMs);
  }
}

/** One verdict for each observation, in order. */
export async function storeObservations(tx: Executor, observations: readonly DraftObservation[]): Promise<Verdict[]> {
  const rows: readonly ObservationRow[] = observations;
  const verdicts = new Array<Verdict | undefined>(rows.length).fill(undefined);
  if (rows.some((row) => row.skewMs !== null)) await judgeSkewed(tx, rows, verdicts);
  const toInsert = rows.filter((_, i) => verdicts[i] === undefined);
  if (toInsert.length > 0) {
    const inserted = await insertObservations(tx, toInsert);
    // The usual case, and the fast one: every key was new.
    if (inserted < toInsert.length) await judgeByStored(tx, rows, verdicts);
  }
  return verdicts.map((verdict) => verdict ?? "stored");
}

const keyOf = (row: { datastreamId: number; seq: number }, atMs: number) => `${row.datastreamId} ${atMs} ${row.seq}`;

type Value = Pick<ObservationRow, "valueNum" | "valueText">;

const isSame = (a: Value, b: Value): boolean => a.valueNum === b.valueNum && a.valueText === b.valueText;

async function judgeByStored(
  tx: Executor,
  rows: readonly ObservationRow[],
  verdicts: (Verdict | undefined)[],
): Promise<void> {
  const open = rows.filter((_, i) => verdicts[i] === undefined);
  const stored = new Map((await observationsAt(tx, open)).map((row) => [keyOf(row, row.observedAt.getTime()), row]));
  const taken = new Set<string>();
  rows.forEach((row, i) => {
    if (verdicts[i] !== undefined) return;
    const key = keyOf(row, row.observedAtMs);
    const there = stored.get(key);
    if (there === undefined) throw new Error(`expected an observation at ${key} after the insert, got none`);
    if (!isSame(there, row)) verdicts[i] = "conflict";
    else if (!there.isNew || taken.has(key)) verdicts[i] = "duplicate";
    else taken.add(key);
  });
}

/** Skewed rows are keyed by their arrival, which differs each time; what the device said itself is compared. */
async function judgeSkewed(
  tx: Executor,
  rows: readonly ObservationRow[],
  verdicts: (Verdict | undefined)[],
): Promise<void> {
  const skewed = rows.filter((row) => row.skewMs !== null);
  const earliestMs = Math.min(...skewed.map((row) => row.receivedAtMs)) - SKEW_MEMORY_MS;
  const stored = await skewedObservations(tx, [...new Set(skewed.map((row) => row.datastreamId))], earliestMs);
  const known = new Map<string, Value>(stored.map((row) => [keyOf(row, row.observedAt.getTime() + row.skewMs), row]));
  rows.forEach((row, i) => {
    if (row.skewMs === null) return;
    const key = keyOf(row, row.observedAtMs + row.skewMs);
    const there = known.get(key);
    if (there === undefined) known.set(key, row);
    else verdicts[i] = isSame(there, row) ? "duplicate" : "conflict";
  });
}
