// Validates observations against the city's configuration: datastream, type, plausible range, instant, place.
import { type Position, toWgs84 } from "@minqing/core/geo/position";
import { gotText } from "@minqing/core/problem/got";
import { messageTimeMs } from "@minqing/core/thing/message-time";
import type { ObservationMessage, ObservedValue } from "@minqing/core/thing/observation";
import type { DecodedObservation } from "../codec/codec.ts";
import type { Directory, Stream, Thing } from "../directory/directory.ts";
import type { Draft } from "./draft.ts";
import type { MessageIssue } from "./message-issue.ts";
import { clockSkewMs, placeIssue } from "./time-and-place.ts";

/** Belong to the position where the thing has no datastream of that name. */
const MOTION_KEYS = new Set(["heading", "speed"]);

export function validateObservations(
  draft: Draft,
  items: readonly DecodedObservation[],
  thingId: string,
  directory: Directory,
): void {
  const thing = directory.things.get(thingId);
  if (thing === undefined) return;
  for (const { at, message } of items) {
    const issue = validateItem(draft, message, thing, directory, at);
    if (issue !== null) draft.issues.push(issue);
  }
}

interface Stamp {
  observedAtMs: number;
  seq: number;
  receivedAtMs: number;
  skewMs: number | null;
}

/** Each value and the position are judged alone; a returned issue means that nothing was left to judge. */
function validateItem(
  draft: Draft,
  item: ObservationMessage,
  thing: Thing,
  directory: Directory,
  at: string,
): MessageIssue | null {
  const keys = Object.keys(item.values);
  if (keys.length === 0 && item.position === undefined) {
    return { reason: "bad-shape", detail: `${at}values: expected a value or a position, got neither` };
  }
  const stamp = stampOf(item, draft.message.receivedAtMs, directory);
  draft.clockSkewMs = stamp.skewMs;
  for (const key of keys) {
    const stream = thing.streams.get(key);
    const value = item.values[key] as ObservedValue;
    if (stream !== undefined) addValue(draft, stream, value, stamp, at);
    else if (item.position === undefined || !MOTION_KEYS.has(key)) draft.issues.push(unknownProperty(thing, key, at));
    else if (typeof value !== "number") draft.issues.push(motionIssue(key, value, at));
  }
  if (item.position === undefined) return null;
  const position = toWgs84(item.position, item.crs);
  const tooFar = placeIssue(position, directory, at);
  if (tooFar === null) addPosition(draft, thing, item, position, stamp);
  return tooFar;
}

function stampOf(item: ObservationMessage, receivedAtMs: number, directory: Directory): Stamp {
  const deviceTimeMs = messageTimeMs(item.t);
  const skewMs = clockSkewMs(deviceTimeMs, receivedAtMs, directory);
  if (skewMs === null) return { observedAtMs: deviceTimeMs, seq: item.seq ?? 0, receivedAtMs, skewMs };
  // Two skewed readings may arrive in the same millisecond: the device's own time makes their keys different.
  return { observedAtMs: receivedAtMs, seq: item.seq ?? deviceTimeMs, receivedAtMs, skewMs };
}

function addValue(draft: Draft, stream: Stream, value: ObservedValue, stamp: Stamp, at: string): void {
  const issue = valueIssue(stream, value, at);
  if (issue !== null) {
    draft.issues.push(issue);
    return;
  }
  const isText = typeof value === "string";
  draft.observations.push({
    stream,
    datastreamId: stream.id,
    observedAtMs: stamp.observedAtMs,
    seq: stamp.seq,
    receivedAtMs: stamp.receivedAtMs,
    // A boolean is stored as 1 or 0, so that rules can watch it.
    valueNum: isText ? null : Number(value),
    valueText: isText ? value : null,
    skewMs: stamp.skewMs,
    late: false,
  });
}

function addPosition(draft: Draft, thing: Thing, item: ObservationMessage, position: Position, stamp: Stamp): void {
  draft.positions.push({
    thing,
    row: {
      thingId: thing.id,
      observedAtMs: stamp.observedAtMs,
      seq: stamp.seq,
      receivedAtMs: stamp.receivedAtMs,
      lon: position[0],
      lat: position[1],
      accuracyM: item.accuracyM ?? null,
      heading: motionValue(item, "heading"),
      speedKmh: motionValue(item, "speed"),
    },
  });
}

function motionValue(item: ObservationMessage, key: "heading" | "speed"): number | null {
  const value = item.values[key];
  return typeof value === "number" ? value : null;
}

const motionIssue = (key: string, value: ObservedValue, at: string): MessageIssue => ({
  reason: "not-a-number",
  detail: `${at}values.${key}: expected a number, got ${typeof value} ${gotText(value)}`,
});

function unknownProperty(thing: Thing, key: string, at: string): MessageIssue {
  const known = [...thing.streams.keys()].join(", ") || "none";
  return { reason: "unknown-property", detail: `${at}values.${key}: expected one of ${known}, got ${gotText(key)}` };
}

function valueIssue(stream: Stream, value: ObservedValue, at: string): MessageIssue | null {
  const { valueType, property, minValue, maxValue } = stream;
  if (typeof value !== valueType) {
    const reason = valueType === "number" ? "not-a-number" : "wrong-type";
    return {
      reason,
      detail: `${at}values.${property}: expected a ${valueType}, got ${typeof value} ${gotText(value)}`,
    };
  }
  if (typeof value !== "number") return null;
  if ((minValue !== null && value < minValue) || (maxValue !== null && value > maxValue)) {
    const range = `${minValue ?? "-∞"} to ${maxValue ?? "∞"}`;
    return { reason: "out-of-range", detail: `${at}values.${property}: expected ${range}, got ${value}` };
  }
  return null;
}
