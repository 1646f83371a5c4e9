// Detections that wait for a person's eye: a simulated acceptor judges them when no human has.
import { DetectionView } from "@minqing/core/detection/detection";
import { drawAt } from "@minqing/core/random/stream";
import { type Errand, errandDueMs, type Shift } from "../case/errand.ts";

const LEFT_ALONE_MS = [60_000, 300_000] as const;

/** The surer the camera, the more often it is right. */
export function reviewErrand(detection: DetectionView, shift: Shift): Errand | null {
  if (detection.verdict !== null || detection.caseId !== null) return null;
  const { seed, rate } = shift;
  const key = `${detection.cameraId}/${detection.id}`;
  const [fast, slow] = LEFT_ALONE_MS;
  const afterMs = fast + (slow - fast) * drawAt(seed, `${key}/review`, 0);
  const verdict = drawAt(seed, `${key}/verdict`, 0) < detection.confidence * 0.75 ? "confirmed" : "false_alarm";
  return {
    key: `detection/${key}`,
    dueMs: errandDueMs(shift, Date.parse(detection.observedAt), afterMs / rate, drawAt(seed, `${key}/backlog`, 0)),
    seat: "acceptor",
    run: (client) =>
      client.ask(
        (api) =>
          api.detections[":cameraId"][":id"].verdict.$post({
            param: { cameraId: detection.cameraId, id: detection.id },
            json: { verdict },
          }),
        DetectionView,
      ),
  };
}
