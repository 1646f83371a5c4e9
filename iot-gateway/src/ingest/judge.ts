// From the verdicts of the parts to the fate of each message, and what of the batch was newly stored.
import { gotText } from "@minqing/core/problem/got";
import type { DetectionOutcome } from "@minqing/geodata/detection/write-detection";
import type { Draft, DraftObservation, DraftPosition } from "./draft.ts";
import { type Fate, Ledger } from "./ledger.ts";
import type { Fault } from "./reason.ts";
import type { Verdict } from "./store-observations.ts";

export interface Judged {
  ledger: Ledger;
  stored: DraftObservation[];
  storedPositions: DraftPosition[];
  /** All faults of drafts that gained some in the database. */
  faults: Map<Draft, Fault[]>;
}

interface Tally {
  onTime: number;
  late: number;
  duplicate: number;
  conflicts: Fault[];
}

export function judge(
  drafts: readonly Draft[],
  valueVerdicts: readonly Verdict[],
  positionVerdicts: readonly Verdict[],
  detections: ReadonlyMap<Draft, DetectionOutcome>,
): Judged {
  const judged: Judged = { ledger: new Ledger(), stored: [], storedPositions: [], faults: new Map() };
  let value = 0;
  let position = 0;
  for (const draft of drafts) {
    const tally: Tally = { onTime: 0, late: 0, duplicate: 0, conflicts: [] };
    for (const observation of draft.observations) {
      if (count(tally, valueVerdicts[value++], observation.late, () => valueConflict(observation))) {
        judged.stored.push(observation);
      }
    }
    for (const item of draft.positions) {
      // A position beside values shares their lateness; it does not make a late message on time.
      const isLate = draft.observations[0]?.late ?? false;
      if (count(tally, positionVerdicts[position++], isLate, () => positionConflict(item)))
        judged.storedPositions.push(item);
    }
    countRest(tally, draft, detections.get(draft));
    if (tally.conflicts.length > 0) judged.faults.set(draft, [...draft.faults, ...tally.conflicts]);
    judged.ledger.enter(draft, fateOf(tally), draft.isForeign ? (draft.faults[0]?.detail ?? null) : null);
  }
  return judged;
}

/** Whether it was newly stored. */
function count(tally: Tally, verdict: Verdict | undefined, isLate: boolean, conflict: () => Fault): boolean {
  if (verdict === "duplicate") tally.duplicate++;
  else if (verdict === "conflict") tally.conflicts.push(conflict());
  else if (isLate) tally.late++;
  else tally.onTime++;
  return verdict === "stored";
}

function countRest(tally: Tally, draft: Draft, detection: DetectionOutcome | undefined): void {
  if (draft.status !== null || detection === "stored") tally.onTime++;
  else if (detection === "late") tally.late++;
  else if (detection === "duplicate") tally.duplicate++;
}

function fateOf({ onTime, late, duplicate }: Tally): Fate {
  if (onTime > 0) return "stored";
  if (late > 0) return "late";
  return duplicate > 0 ? "duplicate" : "dead_lettered";
}

function valueConflict(row: DraftObservation): Fault {
  const at = new Date(row.observedAtMs).toISOString();
  const detail = `values.${row.stream.property}: expected the value already stored for ${at} (seq ${row.seq}), got ${gotText(row.valueText ?? row.valueNum)}`;
  return { reason: "conflict", detail };
}

function positionConflict({ row }: DraftPosition): Fault {
  const at = new Date(row.observedAtMs).toISOString();
  const detail = `position: expected the position already stored for ${at} (seq ${row.seq}), got [${row.lon}, ${row.lat}]`;
  return { reason: "conflict", detail };
}
