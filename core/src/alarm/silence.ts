// Silence (停更): missing data raises an alarm of its own. It counts from the last data or from the moment when the
// gateway could receive again, whichever is later.
import type { SilenceRule } from "./rule.ts";

export interface Silence {
  /** When we last received anything from the subject; null when never. */
  lastHeardMs: number | null;
  /** Since when the gateway has been able to receive without a gap. */
  hearingSinceMs: number;
  expectedIntervalMs: number;
}

/** The instant at which the subject counts as silent if nothing comes. */
export function silentFrom(rule: SilenceRule, silence: Silence): number {
  const from = Math.max(silence.lastHeardMs ?? 0, silence.hearingSinceMs);
  return from + Math.max(rule.intervals * silence.expectedIntervalMs, rule.atLeastMs);
}

export const isSilent = (rule: SilenceRule, silence: Silence, nowMs: number): boolean =>
  nowMs >= silentFrom(rule, silence);
