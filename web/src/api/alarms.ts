// Alarms and detections: what waits for a person.
import { AlarmView } from "@minqing/core/alarm/alarm";
import { DetectionView } from "@minqing/core/detection/detection";
import { pageOf } from "./pages.ts";
import { getJson, type Query, sendJson } from "./request.ts";

export const listAlarms = (query: Query) => getJson("/api/alarms", pageOf(AlarmView), query);

export const acknowledgeAlarm = (id: string, version: number) =>
  sendJson(`/api/alarms/${encodeURIComponent(id)}/acknowledge`, { body: { version }, schema: AlarmView });

export const listDetections = (query: Query) => getJson("/api/detections", pageOf(DetectionView), query);

export const judgeDetection = (cameraId: string, id: string, verdict: "confirmed" | "false_alarm") =>
  sendJson(`/api/detections/${encodeURIComponent(cameraId)}/${encodeURIComponent(id)}/verdict`, {
    body: { verdict },
    schema: DetectionView,
  });
