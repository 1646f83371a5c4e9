// Acknowledges alarms and judges detections.
import { AlarmView } from "@minqing/core/alarm/alarm";
import { DetectionView } from "@minqing/core/detection/detection";
import { sendJson } from "./request.ts";

export const acknowledgeAlarm = (id: string, version: number) =>
  sendJson(`/api/alarms/${encodeURIComponent(id)}/acknowledge`, { body: { version }, schema: AlarmView });

export const judgeDetection = (cameraId: string, id: string, verdict: "confirmed" | "false_alarm") =>
  sendJson(`/api/detections/${encodeURIComponent(cameraId)}/${encodeURIComponent(id)}/verdict`, {
    body: { verdict },
    schema: DetectionView,
  });
