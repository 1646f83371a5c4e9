// Writes the detections of a batch one by one, in order, so that a later phase finds the row of the earlier one.
import type { NewChange } from "@minqing/core/change/entry";
import type { DeviceLimits } from "@minqing/core/device/limits";
import type { Executor } from "@minqing/geodata/database";
import { type DetectionOutcome, detectionChanges, writeDetection } from "@minqing/geodata/detection/write-detection";
import { insertPicture } from "@minqing/geodata/picture/queries";
import type { Draft } from "./draft.ts";

export async function writeDetections(
  tx: Executor,
  drafts: readonly Draft[],
  limits: Pick<DeviceLimits, "detectionPauseS">,
): Promise<{ outcomes: Map<Draft, DetectionOutcome>; changes: NewChange[] }> {
  const outcomes = new Map<Draft, DetectionOutcome>();
  const written = new Map<string, { cameraId: string; id: string; isNew: boolean }>();
  for (const draft of drafts) {
    if (draft.detection === null) continue;
    const { row, jpeg } = draft.detection;
    if (jpeg !== null && row.snapshotSha256 !== null) {
      await insertPicture(tx, row.snapshotSha256, "image/jpeg", jpeg, new Date(row.receivedAtMs));
    }
    const { outcome, id, isNew } = await writeDetection(tx, row, limits.detectionPauseS * 1_000);
    outcomes.set(draft, outcome);
    const key = `${row.cameraId}/${id}`;
    const wasNew = written.get(key)?.isNew ?? false;
    if (outcome === "stored") written.set(key, { cameraId: row.cameraId, id, isNew: isNew || wasNew });
  }
  return { outcomes, changes: await detectionChanges(tx, [...written.values()]) };
}
