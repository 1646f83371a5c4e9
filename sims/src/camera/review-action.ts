// Reviews a detection: a simulated acceptor does it when no human has.
import { DetectionView } from "@minqing/core/detection/detection";
import { drawAt } from "@minqing/core/random/stream";
import { actionDueMs, type Shift, type StaffAction } from "../case/staff-action.ts";

const HUMANS_FIRST_MS = [60_000, 300_000] as const;

/** A detection with more confidence is confirmed more often. */
export function reviewAction(detection: DetectionView, shift: Shift): StaffAction | null {
  if (detection.verdict !== null || detection.caseId !== null) return null;
  const { seed, rate } = shift;
  const key = `${detection.cameraId}/${detection.id}`;
  const [fast, slow] = HUMANS_FIRST_MS;
  const afterMs = fast + (slow - fast) * drawAt(seed, `${key}/review`, 0);
  const verdict = drawAt(seed, `${key}/verdict`, 0) < detection.confidence * 0.75 ? "confirmed" : "false_alarm";
  return {
    key: `detection/${key}`,
    dueMs: actionDueMs(shift, Date.parse(detection.observedAt), afterMs / rate, drawAt(seed, `${key}/backlog`, 0)),
    seat: "acceptor",
    run: (client) =>
      client.request(
        (api) =>
          api.detections[":cameraId"][":id"].verdict.$post({
            param: { cameraId: detection.cameraId, id: detection.id },
            header: {},
            json: { verdict },
          }),
        DetectionView,
      ),
  };
}
