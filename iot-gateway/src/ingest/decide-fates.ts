// Decides the fate of each message from the outcomes of its rows, and collects the newly stored rows of the batch.
import { gotText } from "@minqing/core/problem/got";
import type { DetectionOutcome } from "@minqing/geodata/detection/write-detection";
import type { Draft, DraftObservation, DraftPosition } from "./draft.ts";
import { type Fate, Ledger } from "./ledger.ts";
import type { MessageIssue } from "./message-issue.ts";
import type { RowOutcome } from "./store-observations.ts";

export interface BatchFates {
  ledger: Ledger;
  stored: DraftObservation[];
  storedPositions: DraftPosition[];
  /** All issues of those drafts that got further ones in the database. */
  issues: Map<Draft, MessageIssue[]>;
}

interface Tally {
  onTime: number;
  late: number;
  duplicate: number;
  conflicts: MessageIssue[];
}

export function decideFates(
  drafts: readonly Draft[],
  valueOutcomes: readonly RowOutcome[],
  positionOutcomes: readonly RowOutcome[],
  detections: ReadonlyMap<Draft, DetectionOutcome>,
): BatchFates {
  const fates: BatchFates = { ledger: new Ledger(), stored: [], storedPositions: [], issues: new Map() };
  let value = 0;
  let position = 0;
  for (const draft of drafts) {
    const tally: Tally = { onTime: 0, late: 0, duplicate: 0, conflicts: [] };
    for (const observation of draft.observations) {
      if (count(tally, valueOutcomes[value++], observation.late, () => valueConflict(observation))) {
        fates.stored.push(observation);
      }
    }
    for (const item of draft.positions) {
      // The position of a message with late values is late too; it must not make the message count as on time.
      const isLate = draft.observations[0]?.late ?? false;
      if (count(tally, positionOutcomes[position++], isLate, () => positionConflict(item)))
        fates.storedPositions.push(item);
    }
    countRest(tally, draft, detections.get(draft));
    if (tally.conflicts.length > 0) fates.issues.set(draft, [...draft.issues, ...tally.conflicts]);
    fates.ledger.enter(draft, fateOf(tally), draft.isForeign ? (draft.issues[0]?.detail ?? null) : null);
  }
  return fates;
}

/** Returns whether the row was newly stored. */
function count(tally: Tally, outcome: RowOutcome | undefined, isLate: boolean, conflict: () => MessageIssue): boolean {
  if (outcome === "duplicate") tally.duplicate++;
  else if (outcome === "conflict") tally.conflicts.push(conflict());
  else if (isLate) tally.late++;
  else tally.onTime++;
  return outcome === "stored";
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

function valueConflict(row: DraftObservation): MessageIssue {
  const at = new Date(row.observedAtMs).toISOString();
  const detail = `values.${row.stream.property}: expected the value already stored for ${at} (seq ${row.seq}), got ${gotText(row.valueText ?? row.valueNum)}`;
  return { reason: "conflict", detail };
}

function positionConflict({ row }: DraftPosition): MessageIssue {
  const at = new Date(row.observedAtMs).toISOString();
  const detail = `position: expected the position already stored for ${at} (seq ${row.seq}), got [${row.lon}, ${row.lat}]`;
  return { reason: "conflict", detail };
}
