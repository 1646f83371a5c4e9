// Native observations: one object or an array. The message is acknowledged as a whole, but its valid items and values are
// used; each invalid one becomes an issue that names its place.
import { gotText } from "@minqing/core/problem/got";
import { ObservationMessage } from "@minqing/core/thing/observation";
import type { z } from "zod";
import type { MessageIssue } from "../ingest/message-issue.ts";
import type { Decoded, DecodedObservation } from "./codec.ts";

/** Observations in one message that is an array. */
const MAX_ITEMS = 1_000;

export function decodeObservations(json: unknown): Decoded {
  const items: DecodedObservation[] = [];
  const issues: MessageIssue[] = [];
  if (!Array.isArray(json)) {
    decodeItem(json, "", items, issues);
  } else if (json.length === 0 || json.length > MAX_ITEMS) {
    issues.push({ reason: "bad-shape", detail: `expected 1 to ${MAX_ITEMS} observations, got ${json.length}` });
  } else {
    json.forEach((item, i) => {
      decodeItem(item, `[${i}]`, items, issues);
    });
  }
  return { kind: "observations", items, issues };
}

function decodeItem(json: unknown, at: string, items: DecodedObservation[], issues: MessageIssue[]): void {
  const parsed = ObservationMessage.safeParse(json);
  if (parsed.success) items.push({ at, message: parsed.data });
  else decodeValidValues(json as Record<string, unknown>, parsed.error, at, items, issues);
}

/** Leaves out the values that have issues, and adds the rest to `items` if it is valid. */
function decodeValidValues(
  json: Record<string, unknown>,
  error: z.ZodError,
  at: string,
  items: DecodedObservation[],
  issues: MessageIssue[],
): void {
  const isValue = (zodIssue: z.core.$ZodIssue) => zodIssue.path[0] === "values" && typeof zodIssue.path[1] === "string";
  for (const zodIssue of error.issues)
    issues.push(isValue(zodIssue) ? valueIssue(json, zodIssue, at) : shapeIssue(zodIssue, at));
  if (!error.issues.every(isValue)) return;
  const bad = new Set(error.issues.map((zodIssue) => zodIssue.path[1]));
  const values = Object.fromEntries(
    Object.entries(json["values"] as Record<string, unknown>).filter(([key]) => !bad.has(key)),
  );
  const rest = ObservationMessage.safeParse({ ...json, values });
  if (rest.success && Object.keys(values).length > 0) items.push({ at, message: rest.data });
}

function valueIssue(json: Record<string, unknown>, zodIssue: z.core.$ZodIssue, at: string): MessageIssue {
  const key = String(zodIssue.path[1]);
  const value = (json["values"] as Record<string, unknown>)[key];
  // JSON.parse turns 1e999 into Infinity.
  const isNumber = typeof value === "number";
  return {
    reason: isNumber ? "not-a-number" : "bad-shape",
    detail: `${at}values.${key.slice(0, 64)}: expected ${isNumber ? "a finite number" : "a number, text or boolean"}, got ${gotText(value)}`,
  };
}

const shapeIssue = (zodIssue: z.core.$ZodIssue, at: string): MessageIssue => ({
  reason: "bad-shape",
  detail: `${at}${zodIssue.path.join(".") || "message"}: ${zodIssue.message}`,
});
