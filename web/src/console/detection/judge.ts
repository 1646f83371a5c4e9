// A person's verdict on what a camera believes to have seen: confirmed opens a case, a false alarm feeds the camera's precision.
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
