// Native observations: one object or an array. The message is acknowledged as a whole, but what is good in it is kept:
// a bad item or value becomes a fault that says where it stood.
import { gotText } from "@minqing/core/problem/got";
import { ObservationMessage } from "@minqing/core/thing/observation";
import type { z } from "zod";
import type { Fault } from "../ingest/reason.ts";
import type { Decoded, DecodedObservation } from "./codec.ts";

/** Observations of one message, when it is an array. */
const MAX_ITEMS = 1_000;

export function decodeObservations(json: unknown): Decoded {
  const items: DecodedObservation[] = [];
  const faults: Fault[] = [];
  if (!Array.isArray(json)) {
    decodeItem(json, "", items, faults);
  } else if (json.length === 0 || json.length > MAX_ITEMS) {
    faults.push({ reason: "bad-shape", detail: `expected 1 to ${MAX_ITEMS} observations, got ${json.length}` });
  } else {
    json.forEach((item, i) => {
      decodeItem(item, `[${i}]`, items, faults);
    });
  }
  return { kind: "observations", items, faults };
}

function decodeItem(json: unknown, at: string, items: DecodedObservation[], faults: Fault[]): void {
  const parsed = ObservationMessage.safeParse(json);
  if (parsed.success) items.push({ at, message: parsed.data });
  else salvage(json as Record<string, unknown>, parsed.error, at, items, faults);
}

/** Takes the values that broke the shape out, and keeps the rest when the rest is whole. */
function salvage(
  json: Record<string, unknown>,
  error: z.ZodError,
  at: string,
  items: DecodedObservation[],
  faults: Fault[],
): void {
  const isValue = (issue: z.core.$ZodIssue) => issue.path[0] === "values" && typeof issue.path[1] === "string";
  for (const issue of error.issues) faults.push(isValue(issue) ? valueFault(json, issue, at) : shapeFault(issue, at));
  if (!error.issues.every(isValue)) return;
  const bad = new Set(error.issues.map((issue) => issue.path[1]));
  const values = Object.fromEntries(
    Object.entries(json["values"] as Record<string, unknown>).filter(([key]) => !bad.has(key)),
  );
  const rest = ObservationMessage.safeParse({ ...json, values });
  if (rest.success && Object.keys(values).length > 0) items.push({ at, message: rest.data });
}

function valueFault(json: Record<string, unknown>, issue: z.core.$ZodIssue, at: string): Fault {
  const key = String(issue.path[1]);
  const value = (json["values"] as Record<string, unknown>)[key];
  // JSON's 1e999 reads as Infinity.
  const isNumber = typeof value === "number";
  return {
    reason: isNumber ? "not-a-number" : "bad-shape",
    detail: `${at}values.${key.slice(0, 64)}: expected ${isNumber ? "a finite number" : "a number, text or boolean"}, got ${gotText(value)}`,
  };
}

const shapeFault = (issue: z.core.$ZodIssue, at: string): Fault => ({
  reason: "bad-shape",
  detail: `${at}${issue.path.join(".") || "message"}: ${issue.message}`,
});
