// Writes one detection: idempotent by (camera, id); an older or equal message changes nothing; a fate only rises, and
// no longer changes when the detection has a verdict or a case.
import type { NewChange } from "@minqing/core/change/entry";
import { detectionKey } from "@minqing/core/detection/detection";
import type { Executor } from "../database.ts";
import type { DetectionRow } from "../ingest/rows.ts";
import { detectionsForLog } from "./queries.ts";
import { insertDetection, lockStoredDetection, type StoredDetection, updateDetection } from "./write-queries.ts";

export type DetectionOutcome = "stored" | "duplicate" | "late";

const RANK = { log: 0, review: 1, auto_report: 2 } as const;
const PHASE = { new: 0, update: 1, end: 2 } as const;

function outcomeOf(stored: StoredDetection, row: DetectionRow): DetectionOutcome {
  const storedAt = stored.observedAt.getTime();
  const isSame =
    stored.phase === row.phase &&
    storedAt === row.observedAtMs &&
    stored.confidence === row.confidence &&
    stored.rawClass === row.rawClass;
  if (isSame) return "duplicate";
  return row.observedAtMs < storedAt || PHASE[row.phase] < PHASE[stored.phase] ? "late" : "stored";
}

export async function writeDetection(
  tx: Executor,
  row: DetectionRow,
): Promise<{ outcome: DetectionOutcome; isNew: boolean }> {
  const stored = await lockStoredDetection(tx, row.cameraId, row.id);
  if (stored === null) {
    await insertDetection(tx, row);
    return { outcome: "stored", isNew: true };
  }
  const outcome = outcomeOf(stored, row);
  const keepsFate = stored.isDecided || RANK[stored.fate] >= RANK[row.fate];
  if (outcome === "stored") await updateDetection(tx, { ...row, fate: keepsFate ? stored.fate : row.fate });
  return { outcome, isNew: false };
}

/** Entries of the change log for detections that this transaction wrote; new ones have no standing before. */
export async function detectionChanges(
  tx: Executor,
  written: readonly { cameraId: string; id: string; isNew: boolean }[],
): Promise<NewChange[]> {
  if (written.length === 0) return [];
  const fresh = new Set(written.filter((d) => d.isNew).map(detectionKey));
  return (await detectionsForLog(tx, written)).map(({ view, standing }) => {
    const id = detectionKey(view);
    return { kind: "detection", id, scopeBefore: fresh.has(id) ? null : standing, scopeAfter: standing, value: view };
  });
}
