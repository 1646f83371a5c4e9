// What observations and detections share: which clock counts, and which place can be one of this city.
import { isInside } from "@minqing/core/geo/position";
import { SKEW_LIMIT_MS } from "@minqing/core/thing/observation";
import type { Directory } from "../directory/directory.ts";
import type { MessageIssue } from "./message-issue.ts";

/** Where the device's clock cannot be right (ahead, or older than it can have buffered): its skew; null where it can. */
export function clockSkewMs(
  deviceTimeMs: number,
  receivedAtMs: number,
  { bufferedMs }: Pick<Directory, "bufferedMs">,
): number | null {
  const skewMs = deviceTimeMs - receivedAtMs;
  return skewMs > SKEW_LIMIT_MS || skewMs < -bufferedMs ? skewMs : null;
}

/** `at` is the place of the observation in its message. */
export function placeIssue(
  position: readonly [number, number],
  { envelope }: Pick<Directory, "envelope">,
  at = "",
): MessageIssue | null {
  if (envelope === null || isInside(envelope, position)) return null;
  const expected = envelope.map((degrees) => degrees.toFixed(2)).join(", ");
  const [lon, lat] = position;
  const hint = isInside(envelope, [lat, lon]) ? " (latitude before longitude?)" : "";
  const detail = `${at}position: expected inside [${expected}], got [${lon}, ${lat}]${hint}`;
  return { reason: "outside-envelope", detail };
}
