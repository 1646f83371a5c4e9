// Sends a person's verdict on a detection: a confirmed one opens a case, a false alarm counts against the camera's
// precision.
import type { DetectionView } from "@minqing/core/detection/detection";
import { judgeDetection } from "../../api/alarms.ts";
import { showFailure, showNotice } from "../act/act-store.ts";
import { adviceOf } from "../act/send-command.ts";

export async function judge(detection: DetectionView, verdict: "confirmed" | "false_alarm"): Promise<void> {
  const number = detection.cameraName;
  try {
    await judgeDetection(detection.cameraId, detection.id, verdict);
    showNotice({ tone: "done", text: `console.done.${verdict}`, values: { number } });
  } catch (error) {
    showFailure(adviceOf(error), number);
  }
}
