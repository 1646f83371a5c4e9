// Native observations: one object or an array. The message is acknowledged as a whole, but each field of each observation is
// judged alone: what is valid is used, and what is not becomes an issue that names its place. Null means absent.
import { gotText } from "@minqing/core/problem/got";
import type { MessageTime } from "@minqing/core/thing/message-time";
import { MAX_KEY_LENGTH, OBSERVATION_FIELDS, ObservationMessage, ObservedValue } from "@minqing/core/thing/observation";
import type { MessageIssue } from "../ingest/message-issue.ts";
import type { Decoded, DecodedObservation } from "./codec.ts";
import { FieldReader, isRecord } from "./field-reader.ts";

/** Observations in one message that is an array. */
const MAX_ITEMS = 1_000;

export function decodeObservations(json: unknown, receivedAtMs: number): Decoded {
  const items: DecodedObservation[] = [];
  const issues: MessageIssue[] = [];
  const decodeAt = (item: unknown, at: string) => {
    const message = decodeItem(item, at, receivedAtMs, issues);
    if (message !== null) items.push({ at, message });
  };
  if (!Array.isArray(json)) {
    decodeAt(json, "");
  } else if (json.length === 0 || json.length > MAX_ITEMS) {
    issues.push({ reason: "bad-shape", detail: `expected 1 to ${MAX_ITEMS} observations, got ${json.length}` });
  } else {
    json.forEach((item, i) => {
      decodeAt(item, `[${i}]`);
    });
  }
  return { kind: "observations", items, issues };
}

function decodeItem(
  json: unknown,
  at: string,
  receivedAtMs: number,
  issues: MessageIssue[],
): ObservationMessage | null {
  const parsed = ObservationMessage.safeParse(json);
  if (parsed.success && !isUnlikelyTime(parsed.data.t)) return parsed.data;
  if (!isRecord(json)) {
    issues.push({ reason: "bad-shape", detail: `${at}message: expected an object {t, values}, got ${gotText(json)}` });
    return null;
  }
  return decodeFields(json, at, receivedAtMs, issues);
}

/** A number that may be in another unit than milliseconds: then the slower way finds out. */
const isUnlikelyTime = (t: MessageTime): boolean => typeof t === "number" && (t < 1e12 || t > 1e13);

function decodeFields(
  json: Record<string, unknown>,
  at: string,
  receivedAtMs: number,
  issues: MessageIssue[],
): ObservationMessage | null {
  const fields = new FieldReader(json, at, issues);
  const values = decodeValues(json["values"], at, issues);
  const crs = fields.read("crs", OBSERVATION_FIELDS.crs, "WGS84, CGCS2000, GCJ02 or BD09");
  // A position whose datum is unknown has no place.
  const position =
    crs === null ? undefined : fields.read("position", OBSERVATION_FIELDS.position, "[longitude, latitude] in degrees");
  const accuracyM = fields.read("accuracyM", OBSERVATION_FIELDS.accuracyM, "metres, 0 or more") ?? undefined;
  const seq = fields.read("seq", OBSERVATION_FIELDS.seq, "a whole number, 0 or more") ?? undefined;
  const t = fields.readTime(receivedAtMs);
  if (t === null) return null;
  return { t, values, position: position ?? undefined, crs: crs ?? "WGS84", accuracyM, seq };
}

function decodeValues(json: unknown, at: string, issues: MessageIssue[]): Record<string, ObservedValue> {
  const values: Record<string, ObservedValue> = {};
  if (json === undefined || json === null) return values;
  if (!isRecord(json)) {
    issues.push({
      reason: "bad-shape",
      detail: `${at}values: expected an object of values by key, got ${gotText(json)}`,
    });
    return values;
  }
  for (const [key, value] of Object.entries(json)) {
    if (value === null) continue;
    const parsed = ObservedValue.safeParse(value);
    const badKey = keyIssue(key, at);
    if (badKey !== null) issues.push(badKey);
    if (!parsed.success) issues.push(valueIssue(key, value, at));
    else if (badKey === null) values[key] = parsed.data;
  }
  return values;
}

function keyIssue(key: string, at: string): MessageIssue | null {
  if (key.length > 0 && key.length <= MAX_KEY_LENGTH) return null;
  const detail = `${at}values: expected keys of 1 to ${MAX_KEY_LENGTH} characters, got one of ${key.length}: ${gotText(key)}`;
  return { reason: "bad-shape", detail };
}

const shortKey = (key: string): string => key.slice(0, MAX_KEY_LENGTH);

function valueIssue(key: string, value: unknown, at: string): MessageIssue {
  // JSON.parse turns 1e999 into Infinity.
  if (typeof value === "number") {
    return {
      reason: "not-a-number",
      detail: `${at}values.${shortKey(key)}: expected a finite number, got ${gotText(value)}`,
    };
  }
  const expected = typeof value === "string" ? "storable text of at most 1024 characters" : "a number, text or boolean";
  return { reason: "bad-shape", detail: `${at}values.${shortKey(key)}: expected ${expected}, got ${gotText(value)}` };
}
