// A detection against what the city knows: the camera, its class, the place, and the picture's real content.
import { createHash } from "node:crypto";
import { type DetectionMessage, detectionFate } from "@minqing/core/detection/detection";
import { plainJpeg } from "@minqing/core/detection/plain-jpeg";
import { isInside, toWgs84 } from "@minqing/core/geo/position";
import { gotText } from "@minqing/core/problem/got";
import { messageTimeMs, SKEW_LIMIT_MS } from "@minqing/core/thing/observation";
import type { Directory } from "../directory/directory.ts";
import type { Draft } from "./draft.ts";
import type { Fault } from "./reason.ts";

const EARLIEST_MS = Date.UTC(2000, 0, 1);

export function validateDetection(
  draft: Draft,
  message: DetectionMessage,
  cameraId: string,
  directory: Directory,
): void {
  const camera = directory.cameras.get(cameraId);
  if (camera === undefined) return;
  const { receivedAtMs } = draft.message;
  const saidMs = messageTimeMs(message.t);
  const position =
    message.position === undefined ? ([camera.lon, camera.lat] as const) : toWgs84(message.position, message.crs);
  const fault = timeFault(saidMs, message.t) ?? placeFault(position, directory);
  if (fault !== null) {
    draft.faults.push(fault);
    return;
  }
  const jpeg = picture(draft, message.snapshot);
  const rawClass = String(message.class);
  const known = directory.classes.get(rawClass) ?? null;
  const [lon, lat] = position;
  draft.detection = {
    jpeg,
    row: {
      cameraId,
      id: message.id,
      phase: message.phase,
      rawClass,
      category: known?.category ?? null,
      confidence: message.confidence,
      box: message.box ?? null,
      observedAtMs: saidMs > receivedAtMs + SKEW_LIMIT_MS ? receivedAtMs : saidMs,
      receivedAtMs,
      regionCode: camera.regionCode,
      lon,
      lat,
      fate: detectionFate(message.confidence, known),
      snapshotSha256: jpeg === null ? null : createHash("sha256").update(jpeg).digest(),
      snapshotUrl: message.snapshotUrl ?? null,
      synthetic: camera.synthetic,
    },
  };
}

function timeFault(saidMs: number, t: unknown): Fault | null {
  if (saidMs >= EARLIEST_MS) return null;
  return { reason: "bad-time", detail: `t: expected 2000 or later, got ${gotText(t)}` };
}

function placeFault(position: readonly [number, number], directory: Directory): Fault | null {
  if (directory.envelope === null || isInside(directory.envelope, position)) return null;
  const around = directory.envelope.map((degrees) => degrees.toFixed(2)).join(", ");
  return { reason: "outside-envelope", detail: `position: expected inside [${around}], got [${position.join(", ")}]` };
}

/** The content decides, not what the sender says it is, and only the picture is kept of it; a detection stands without a
 * picture that is none. */
function picture(draft: Draft, base64: string | undefined): Buffer | null {
  if (base64 === undefined) return null;
  const bytes = Buffer.from(base64, "base64");
  const plain = plainJpeg(bytes);
  if (plain !== null) return Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength);
  const got = bytes.subarray(0, 4).toString("hex");
  draft.faults.push({ reason: "bad-snapshot", detail: `snapshot: expected a whole JPEG, got bytes ${got}…` });
  return null;
}
