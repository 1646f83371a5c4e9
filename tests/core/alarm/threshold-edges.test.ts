// Edge cases of the threshold rule, one comparison each: an error by one instant or one unit must fail.
import type { ThresholdRule } from "@minqing/core/alarm/rule";
import { INITIAL_THRESHOLD_STATE, stepThreshold, type ThresholdState } from "@minqing/core/alarm/threshold";
import { describe, expect, test } from "vitest";
import { thresholdRule } from "./threshold-rule.ts";

const rule = (part: Partial<ThresholdRule> = {}): ThresholdRule =>
  thresholdRule({ hysteresis: 0.5, holdMs: 100, clearHoldMs: 100, latenessMs: 50, ...part });
const below = { operator: "<=" as const };

const step = (state: ThresholdState, atMs: number, value: number, the = rule()) =>
  stepThreshold(the, 4, state, { atMs, value });
const normal = INITIAL_THRESHOLD_STATE;
const active: ThresholdState = { phase: "active", sinceMs: 1_000, lastMs: 1_000 };
const pending: ThresholdState = { phase: "pending", sinceMs: 1_000, lastMs: 1_080 };
const clearing: ThresholdState = { phase: "clearing", sinceMs: 1_000, lastMs: 1_080 };

describe("the limit", () => {
  test.each([
    [">= reached", {}, 4, "pending"],
    [">= missed", {}, 3.999, "normal"],
    ["<= reached", below, 4, "pending"],
    ["<= missed", below, 4.001, "normal"],
  ] as const)("%s", (_, part, value, phase) => {
    expect(step(normal, 1_000, value, rule(part)).state).toEqual({ phase, sinceMs: 1_000, lastMs: 1_000 });
  });
});

describe("the hysteresis", () => {
  test.each([
    ["of >= must be crossed: at its exact value the alarm stays", {}, 3.5, "active"],
    ["of >= is crossed", {}, 3.499, "clearing"],
    ["of <= must be crossed: at its exact value the alarm stays", below, 4.5, "active"],
    ["of <= is crossed", below, 4.501, "clearing"],
  ] as const)("%s", (_, part, value, phase) => {
    expect(step(active, 2_000, value, rule(part)).state).toEqual({ phase, sinceMs: 2_000, lastMs: 2_000 });
  });
});

describe("the hold", () => {
  test("ends on its last instant, not before it", () => {
    expect(step(pending, 1_099, 4)).toEqual({ state: { ...pending, lastMs: 1_099 }, effect: null });
    expect(step(pending, 1_100, 4)).toEqual({
      state: { phase: "active", sinceMs: 1_100, lastMs: 1_100 },
      effect: { type: "raise", atMs: 1_100, value: 4 },
    });
  });

  test("of clearing ends on its last instant, not before it", () => {
    expect(step(clearing, 1_099, 3)).toEqual({ state: { ...clearing, lastMs: 1_099 }, effect: null });
    expect(step(clearing, 1_100, 3)).toEqual({
      state: { phase: "normal", sinceMs: 1_100, lastMs: 1_100 },
      effect: { type: "clear", atMs: 1_100, value: 3 },
    });
  });

  test("a second reading of the same instant is not late", () => {
    expect(step(pending, 1_080, 3).state).toEqual({ phase: "normal", sinceMs: 1_080, lastMs: 1_080 });
  });
});

describe("a late reading", () => {
  const broken = (state: ThresholdState) => ({ state: { ...state, sinceMs: state.lastMs }, effect: null });
  const unchanged = (state: ThresholdState) => ({ state, effect: null });

  test("that breaks the hold restarts it, up to the allowed lateness and no later", () => {
    expect(step(pending, 1_030, 3.9)).toEqual(broken(pending));
    expect(step(pending, 1_029, 3.9)).toEqual(unchanged(pending));
  });

  test("before the beginning of the hold has no effect, at its first instant it has", () => {
    const lenient = rule({ latenessMs: 10_000 });
    expect(step(pending, 999, 3.9, lenient)).toEqual(unchanged(pending));
    expect(step(pending, 1_000, 3.9, lenient)).toEqual(broken(pending));
  });

  test("that agrees with the hold changes nothing", () => {
    expect(step(pending, 1_050, 4)).toEqual(unchanged(pending));
    expect(step(clearing, 1_050, 3.4)).toEqual(unchanged(clearing));
  });

  test("breaks the hold of clearing if it is not behind the hysteresis", () => {
    expect(step(clearing, 1_050, 3.5)).toEqual(broken(clearing));
  });

  test.each(["normal", "active"] as const)("in the phase %s changes nothing, for any value", (phase) => {
    const state: ThresholdState = { phase, sinceMs: 1_000, lastMs: 1_080 };
    for (const value of [3, 4]) expect(step(state, 1_050, value)).toEqual(unchanged(state));
  });
});
