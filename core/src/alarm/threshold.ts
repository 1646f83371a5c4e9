// Threshold with hold time and hysteresis: a pure step in event time. The clock is the reading's own.
import { z } from "zod";
import type { ThresholdRule } from "./rule.ts";

/** `sinceMs` is the event time at which the condition of the current phase began to hold. */
export const ThresholdState = z.object({
  phase: z.enum(["normal", "pending", "active", "clearing"]),
  sinceMs: z.number(),
  lastMs: z.number(),
});
export type ThresholdState = z.infer<typeof ThresholdState>;

export interface Reading {
  atMs: number;
  value: number;
}

export type ThresholdEffect = { type: "raise" | "clear"; atMs: number; value: number };

export interface ThresholdStep {
  state: ThresholdState;
  effect: ThresholdEffect | null;
}

export const INITIAL_THRESHOLD_STATE: ThresholdState = {
  phase: "normal",
  sinceMs: 0,
  lastMs: Number.NEGATIVE_INFINITY,
};

const beyond = (rule: ThresholdRule, value: number, limit: number): boolean =>
  rule.operator === ">=" ? value >= limit : value <= limit;

const back = (rule: ThresholdRule, value: number, limit: number): boolean =>
  rule.operator === ">=" ? value < limit - rule.hysteresis : value > limit + rule.hysteresis;

/** A late reading never advances the state; within the allowed lateness it can show that the hold was broken. */
function stepLate(rule: ThresholdRule, limit: number, state: ThresholdState, reading: Reading): ThresholdStep {
  const tooLate = state.lastMs - reading.atMs > rule.latenessMs;
  if (tooLate || reading.atMs < state.sinceMs) return { state, effect: null };
  const broken =
    (state.phase === "pending" && !beyond(rule, reading.value, limit)) ||
    (state.phase === "clearing" && !back(rule, reading.value, limit));
  return { state: broken ? { ...state, sinceMs: state.lastMs } : state, effect: null };
}

/** One reading against one rule. `limit` is the rule's limit for this thing, in the property's unit. */
export function stepThreshold(
  rule: ThresholdRule,
  limit: number,
  state: ThresholdState,
  reading: Reading,
): ThresholdStep {
  if (reading.atMs < state.lastMs) return stepLate(rule, limit, state, reading);
  const lastMs = reading.atMs;
  const raised = state.phase === "active" || state.phase === "clearing";
  const waiting = state.phase === "pending" || state.phase === "clearing";
  const turning = raised ? back(rule, reading.value, limit) : beyond(rule, reading.value, limit);
  if (!turning) return { state: { phase: raised ? "active" : "normal", sinceMs: lastMs, lastMs }, effect: null };
  const sinceMs = waiting ? state.sinceMs : lastMs;
  if (lastMs - sinceMs < (raised ? rule.clearHoldMs : rule.holdMs)) {
    return { state: { phase: raised ? "clearing" : "pending", sinceMs, lastMs }, effect: null };
  }
  return {
    state: { phase: raised ? "normal" : "active", sinceMs: lastMs, lastMs },
    effect: { type: raised ? "clear" : "raise", atMs: lastMs, value: reading.value },
  };
}
