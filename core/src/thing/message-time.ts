// The instant `t` of a device's message: which forms are accepted, and what a wrong one looks like.
import { z } from "zod";
import { gotText } from "../problem/got.ts";

/** RFC 3339 with offset, or epoch milliseconds. */
export const MessageTime = z.union([z.iso.datetime({ offset: true }), z.number().int()]);
export type MessageTime = z.infer<typeof MessageTime>;

export const messageTimeMs = (t: MessageTime): number => (typeof t === "number" ? t : Date.parse(t));

const EXPECTED = "expected RFC 3339 with a zone, or epoch milliseconds";

export interface MessageTimeIssue {
  /** bad-time: a number that is no epoch time in milliseconds; bad-shape: anything else. */
  reason: "bad-time" | "bad-shape";
  /** Expected, got, and what it looks like. */
  detail: string;
}

/** Why `t` is no instant; null if it is one. `keys`: of the message, to show where `t` is missing. */
export function messageTimeIssue(t: unknown, keys: readonly string[], arrivalMs: number): MessageTimeIssue | null {
  if (t === undefined || t === null) {
    const got = `got nothing (keys here: ${keys.slice(0, 8).join(", ") || "none"})`;
    return { reason: "bad-shape", detail: `t: ${EXPECTED}, ${got}` };
  }
  const hint = typeof t === "number" ? numberHint(t, arrivalMs) : typeof t === "string" ? textHint(t) : null;
  if (MessageTime.safeParse(t).success && hint === null) return null;
  const reason = typeof t === "number" && hint !== null && hint !== FRACTION ? "bad-time" : "bad-shape";
  return { reason, detail: `t: ${EXPECTED}, got ${gotText(t)}${hint === null ? "" : ` (${hint})`}` };
}

const FRACTION = "send whole milliseconds";

/** Other units of an epoch time than ours, as factors to milliseconds. */
const UNITS = [
  { name: "seconds", toMs: 1_000 },
  { name: "microseconds", toMs: 1e-3 },
  { name: "nanoseconds", toMs: 1e-6 },
] as const;

const TEN_YEARS_MS = 10 * 365.25 * 86_400_000;
/** [ECMA-262 §21.4.1.1] */
const MAX_TIME_MS = 8.64e15;

/** A number that means a time near the arrival in another unit is in that unit, not from a wrong clock. */
function numberHint(t: number, arrivalMs: number): string | null {
  const isNear = (ms: number) => Math.abs(ms - arrivalMs) < TEN_YEARS_MS;
  if (isNear(t)) return Number.isInteger(t) ? null : FRACTION;
  const unit = UNITS.find(({ toMs }) => isNear(t * toMs));
  if (unit !== undefined) return `looks like epoch ${unit.name}`;
  return Math.abs(t) > MAX_TIME_MS ? "beyond any calendar" : null;
}

const DATE = String.raw`\d{4}-\d{2}-\d{2}`;
const TIME = String.raw`\d{2}:\d{2}(:\d{2}(\.\d+)?)?`;
const ZONE = String.raw`(Z|[+-]\d{2}:?\d{2})`;

function textHint(t: string): string | null {
  if (/^\d{9,19}$/.test(t)) return "send the number without quotes";
  if (new RegExp(`^${DATE}[T ]${TIME}$`).test(t)) return "a zone is missing, such as +08:00";
  if (new RegExp(`^${DATE} ${TIME} ?${ZONE}$`).test(t)) return "write T between date and time";
  if (new RegExp(`^${DATE}$`).test(t)) return "a time of day is missing";
  if (/^\d{4}[/.]\d{1,2}[/.]\d{1,2}/.test(t)) return "write dates as 2026-03-01";
  return null;
}
