// Observations against what the city knows: the datastream, its type and plausible range, the instant, the place.
import { isInside, type Position, toWgs84 } from "@minqing/core/geo/position";
import { gotText } from "@minqing/core/problem/got";
import { messageTimeMs, type ObservationMessage, SKEW_LIMIT_MS } from "@minqing/core/thing/observation";
import type { DecodedObservation } from "../codec/codec.ts";
import type { Directory, Stream, Thing } from "../directory/directory.ts";
import type { Draft } from "./draft.ts";
import type { Fault } from "./reason.ts";

/** A device that says less had its clock reset. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);

/** Belong to a position, not to a datastream, where a thing has none of that name. */
const MOTION = new Set(["heading", "speed"]);

export function validateObservations(
  draft: Draft,
  items: readonly DecodedObservation[],
  thingId: string,
  directory: Directory,
): void {
  const thing = directory.things.get(thingId);
  if (thing === undefined) return;
  for (const { at, message } of items) {
    const fault = validateItem(draft, message, thing, directory, at);
    if (fault !== null) draft.faults.push(fault);
  }
}

interface Stamp {
  observedAtMs: number;
  seq: number;
  receivedAtMs: number;
  skewMs: number | null;
}

/** One observation; a fault returned here refuses all of it, a bad value refuses only itself. */
function validateItem(
  draft: Draft,
  item: ObservationMessage,
  thing: Thing,
  directory: Directory,
  at: string,
): Fault | null {
  const stamp = stampOf(item, draft.message.receivedAtMs);
  if (stamp === null) return { reason: "bad-time", detail: `${at}t: expected 2000 or later, got ${gotText(item.t)}` };
  const keys = Object.keys(item.values);
  if (keys.length === 0 && item.position === undefined) {
    return { reason: "bad-shape", detail: `${at}values: expected a value or a position, got neither` };
  }
  const position = item.position === undefined ? null : toWgs84(item.position, item.crs);
  if (position !== null && directory.envelope !== null && !isInside(directory.envelope, position)) {
    const around = directory.envelope.map((degrees) => degrees.toFixed(2)).join(", ");
    return {
      reason: "outside-envelope",
      detail: `${at}position: expected inside [${around}], got [${position.join(", ")}]`,
    };
  }
  for (const key of keys) {
    const stream = thing.streams.get(key);
    if (stream !== undefined) takeValue(draft, stream, item.values[key] as number | string | boolean, stamp, at);
    else if (position === null || !MOTION.has(key)) draft.faults.push(unknownProperty(thing, key, at));
  }
  if (position !== null) takePosition(draft, thing, item, position, stamp);
  return null;
}

/** Null for an instant before any device of today. */
function stampOf(item: ObservationMessage, receivedAtMs: number): Stamp | null {
  const saidMs = messageTimeMs(item.t);
  if (!(saidMs >= EARLIEST_MS)) return null;
  if (saidMs <= receivedAtMs + SKEW_LIMIT_MS) {
    return { observedAtMs: saidMs, seq: item.seq ?? 0, receivedAtMs, skewMs: null };
  }
  // Two skewed readings may arrive in one millisecond: their own time tells them apart.
  return { observedAtMs: receivedAtMs, seq: item.seq ?? saidMs, receivedAtMs, skewMs: saidMs - receivedAtMs };
}

function takeValue(draft: Draft, stream: Stream, value: number | string | boolean, stamp: Stamp, at: string): void {
  const fault = valueFault(stream, value, at);
  if (fault !== null) {
    draft.faults.push(fault);
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

function takePosition(draft: Draft, thing: Thing, item: ObservationMessage, position: Position, stamp: Stamp): void {
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
      heading: motion(item, "heading"),
      speedKmh: motion(item, "speed"),
    },
  });
}

function motion(item: ObservationMessage, key: "heading" | "speed"): number | null {
  const value = item.values[key];
  return typeof value === "number" ? value : null;
}

function unknownProperty(thing: Thing, key: string, at: string): Fault {
  const known = [...thing.streams.keys()].join(", ") || "none";
  return { reason: "unknown-property", detail: `${at}values.${key}: expected one of ${known}, got ${gotText(key)}` };
}

function valueFault(stream: Stream, value: number | string | boolean, at: string): Fault | null {
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
