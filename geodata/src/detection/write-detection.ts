// Writes one message of a camera: it begins a detection, goes on with one, or changes nothing. A fate only rises, and no
// longer changes when the detection has a verdict or a case.
import type { NewChange } from "@minqing/core/change/entry";
import { continuation } from "@minqing/core/detection/continuation";
import { detectionKey } from "@minqing/core/detection/detection";
import type { Executor } from "../database.ts";
import type { DetectionRow } from "../ingest/rows.ts";
import { detectionsForLog } from "./queries.ts";
import {
  endDetection,
  freeDetectionId,
  insertDetection,
  lockNearestDetection,
  updateDetection,
} from "./write-queries.ts";

export type DetectionOutcome = "stored" | "duplicate" | "late";

export interface WrittenDetection {
  outcome: DetectionOutcome;
  /** The detection's own id: what the camera sends, or that with a number if the camera has used it before. */
  id: string;
  isNew: boolean;
}

const RANK = { log: 0, review: 1, auto_report: 2 } as const;

/** `pauseMs`: after a longer pause the same id means another detection. */
export async function writeDetection(tx: Executor, row: DetectionRow, pauseMs: number): Promise<WrittenDetection> {
  const deviceAtMs = row.observedAtMs + (row.skewMs ?? 0);
  const known = await lockNearestDetection(tx, row.cameraId, row.sourceId, deviceAtMs);
  if (known === null) return insertAs(tx, row, row.sourceId);
  const { id } = known;
  switch (continuation(known, { ...row, deviceAtMs }, pauseMs)) {
    case "another":
      return insertAs(tx, row, await freeDetectionId(tx, row.cameraId, row.sourceId));
    case "update": {
      const keepsFate = known.hasVerdict || known.hasCase || RANK[known.fate] >= RANK[row.fate];
      await updateDetection(tx, { ...row, id, fate: keepsFate ? known.fate : row.fate });
      return { outcome: "stored", id, isNew: false };
    }
    case "end":
      await endDetection(tx, row.cameraId, id);
      return { outcome: "stored", id, isNew: false };
    case "late":
      return { outcome: "late", id, isNew: false };
    case "duplicate":
      return { outcome: "duplicate", id, isNew: false };
  }
}

async function insertAs(tx: Executor, row: DetectionRow, id: string): Promise<WrittenDetection> {
  await insertDetection(tx, { ...row, id });
  return { outcome: "stored", id, isNew: true };
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
