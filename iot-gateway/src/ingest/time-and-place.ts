// Issues that observations and detections share: an instant before 2000, a position outside the city's envelope.
import { isInside } from "@minqing/core/geo/position";
import { gotText } from "@minqing/core/problem/got";
import type { Directory } from "../directory/directory.ts";
import type { MessageIssue } from "./message-issue.ts";

/** A device that sends an earlier instant had its clock reset. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);

/** `at` is the place of the observation in its message. */
export function timeIssue(deviceTimeMs: number, t: unknown, at = ""): MessageIssue | null {
  if (deviceTimeMs >= EARLIEST_MS) return null;
  return { reason: "bad-time", detail: `${at}t: expected 2000 or later, got ${gotText(t)}` };
}

export function placeIssue(
  position: readonly [number, number],
  { envelope }: Pick<Directory, "envelope">,
  at = "",
): MessageIssue | null {
  if (envelope === null || isInside(envelope, position)) return null;
  const expected = envelope.map((degrees) => degrees.toFixed(2)).join(", ");
  const got = position.join(", ");
  return { reason: "outside-envelope", detail: `${at}position: expected inside [${expected}], got [${got}]` };
}
