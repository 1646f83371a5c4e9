// Validates a detection against the city's configuration: camera, class, place.
import { type DetectionMessage, detectionFate } from "@minqing/core/detection/detection";
import { toWgs84 } from "@minqing/core/geo/position";
import { messageTimeMs } from "@minqing/core/thing/message-time";
import type { Directory } from "../directory/directory.ts";
import type { Draft } from "./draft.ts";
import { clockSkewMs, placeIssue } from "./time-and-place.ts";

export function validateDetection(
  draft: Draft,
  message: DetectionMessage,
  cameraId: string,
  directory: Directory,
): void {
  const camera = directory.cameras.get(cameraId);
  if (camera === undefined) return;
  const { receivedAtMs } = draft.message;
  const deviceTimeMs = messageTimeMs(message.t);
  const skewMs = clockSkewMs(deviceTimeMs, receivedAtMs, directory);
  draft.clockSkewMs = skewMs;
  // A detection from ahead of our clock counts from its arrival: nothing is newest by an instant that has not come yet.
  const observedAtMs = skewMs === null ? Math.min(deviceTimeMs, receivedAtMs) : receivedAtMs;
  const [lon, lat] = validPosition(draft, message, camera, directory);
  const rawClass = String(message.class);
  const known = directory.classes.get(rawClass) ?? null;
  draft.detection = {
    sentPicture: message.snapshot === undefined ? null : Buffer.from(message.snapshot, "base64"),
    jpeg: null,
    row: {
      cameraId,
      sourceId: message.id,
      phase: message.phase,
      rawClass,
      category: known?.category ?? null,
      confidence: message.confidence,
      box: message.box ?? null,
      observedAtMs,
      skewMs: observedAtMs === deviceTimeMs ? null : deviceTimeMs - observedAtMs,
      receivedAtMs,
      regionCode: camera.regionCode,
      lon,
      lat,
      fate: detectionFate(message.confidence, known),
      snapshotSha256: null,
      snapshotUrl: message.snapshotUrl ?? null,
      synthetic: camera.synthetic,
    },
  };
}

/** Without a usable position a detection is where its camera is. */
function validPosition(
  draft: Draft,
  { position, crs }: DetectionMessage,
  camera: { lon: number; lat: number },
  directory: Directory,
): readonly [number, number] {
  if (position === undefined) return [camera.lon, camera.lat];
  const converted = toWgs84(position, crs);
  const issue = placeIssue(converted, directory);
  if (issue === null) return converted;
  draft.issues.push(issue);
  return [camera.lon, camera.lat];
}
