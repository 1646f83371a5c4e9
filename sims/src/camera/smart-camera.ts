// A camera with AI: it sends the beginning, middle and end of a sighting, and a picture if its confidence is high enough.

import type { Position } from "@minqing/core/geo/position";
import type { DeviceLink } from "../mqtt/device-link.ts";
import type { Place } from "../picture/backdrop.ts";
import type { Shape } from "../picture/objects.ts";
import { renderPicture } from "../picture/render-picture.ts";
import type { Scheduler } from "../scheduler.ts";
import { hourOfDay, type World } from "../world.ts";

export interface SmartCamera {
  id: string;
  no: number;
  group: string;
  position: Position;
  place: Place;
  link: DeviceLink;
}

export interface Sighting {
  camera: SmartCamera;
  eventSort: number;
  shape: Shape;
  confidence: number;
  box: readonly [number, number, number, number];
  lastsMs: number;
}

/** Confidence from which a sighting has a picture: nobody looks at pictures below it. */
const PICTURE_FROM = 0.5;

const twoDigits = (value: number): string => String(value).padStart(2, "0");

/** Local time and the camera's number, in the form that recorders write into pictures. */
function caption(camera: SmartCamera, atMs: number): string {
  const local = new Date(atMs + 8 * 3_600_000);
  const time = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()].map(twoDigits).join(":");
  return `${local.toISOString().slice(0, 10)} ${time} CAM-${String(camera.no).padStart(4, "0")}`;
}

export function takePicture(world: World, sighting: Sighting, atMs: number): string {
  const { camera, shape, box, confidence } = sighting;
  const picture = renderPicture({
    seed: world.seed,
    cameraId: camera.id,
    place: camera.place,
    shape,
    box,
    hour: hourOfDay(atMs),
    rainMmH: world.sky.rainRateMmH(camera.position, atMs),
    caption: caption(camera, atMs),
    isFramed: confidence >= PICTURE_FROM,
  });
  return Buffer.from(picture).toString("base64");
}

/** Sends new, one update and end of one detection, all with the same id. */
export function sendSighting(
  world: World,
  scheduler: Scheduler,
  sighting: Sighting,
  atMs: number,
  isRoutine: boolean,
): void {
  const { camera, eventSort, confidence, box, lastsMs } = sighting;
  const id = `${camera.id}-${atMs}`;
  const send = (phase: "new" | "update" | "end", t: number, snapshot: string | null): void => {
    const message = {
      id,
      t,
      class: eventSort,
      phase,
      confidence,
      box,
      ...(snapshot === null ? {} : { snapshot }),
    };
    camera.link.publish("detections", JSON.stringify(message));
  };
  const hasPicture = isRoutine || confidence >= PICTURE_FROM;
  send("new", atMs, hasPicture ? takePicture(world, sighting, atMs) : null);
  scheduler.at(atMs + lastsMs / 2, (dueMs) => send("update", dueMs, null));
  scheduler.at(atMs + lastsMs, (dueMs) => send("end", dueMs, null));
}
