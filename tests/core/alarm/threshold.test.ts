import { resolveLimit } from "@minqing/core/alarm/rule";
import {
  INITIAL_THRESHOLD_STATE,
  type Reading,
  stepThreshold,
  type ThresholdEffect,
  type ThresholdState,
} from "@minqing/core/alarm/threshold";
import fc from "fast-check";
import { expect, test } from "vitest";
import { deepFreeze } from "../deep-freeze.ts";
import { thresholdRule } from "./threshold-rule.ts";

const MINUTE = 60_000;

function run(readings: [minute: number, value: number][], the = thresholdRule(), limit = 4): [string, number][] {
  let state: ThresholdState = INITIAL_THRESHOLD_STATE;
  const effects: ThresholdEffect[] = [];
  for (const [minute, value] of readings) {
    const step = stepThreshold(the, limit, deepFreeze(state), { atMs: minute * MINUTE, value });
    state = step.state;
    if (step.effect !== null) effects.push(step.effect);
  }
  return effects.map((effect) => [effect.type, effect.atMs / MINUTE]);
}

test("an alarm is raised when the value stays beyond the limit for the hold time, in event time", () => {
  expect(
    run([
      [0, 3],
      [1, 4],
      [2, 4.2],
      [3, 4.1],
    ]),
  ).toEqual([["raise", 3]]);
});

test("a peak shorter than the hold time raises nothing", () => {
  expect(
    run([
      [0, 3],
      [1, 4.5],
      [2, 3.9],
      [3, 4.5],
      [4, 4.5],
    ]),
  ).toEqual([]);
});

test("it clears only behind the hysteresis and after its own hold time", () => {
  expect(
    run([
      [0, 5],
      [2, 5],
      [3, 3.95],
      [4, 3.95],
      [5, 3.8],
      [6, 3.8],
    ]),
  ).toEqual([
    ["raise", 2],
    ["clear", 6],
  ]);
});

test("a value that comes back while clearing keeps the alarm", () => {
  expect(
    run([
      [0, 5],
      [2, 5],
      [3, 3.8],
      [3.5, 4.1],
      [4, 3.8],
      [4.5, 3.8],
    ]),
  ).toEqual([["raise", 2]]);
});

test("without hold times one reading raises and one clears", () => {
  expect(
    run(
      [
        [0, 4],
        [1, 3],
      ],
      thresholdRule({ holdMs: 0, clearHoldMs: 0 }),
    ),
  ).toEqual([
    ["raise", 0],
    ["clear", 1],
  ]);
});

test("a falling limit works the other way round", () => {
  const low = thresholdRule({ operator: "<=", limit: 2, hysteresis: 0.5, holdMs: 0, clearHoldMs: 0 });
  expect(
    run(
      [
        [0, 2],
        [1, 2.4],
        [2, 2.6],
      ],
      low,
      2,
    ),
  ).toEqual([
    ["raise", 0],
    ["clear", 2],
  ]);
});

test("a late reading inside the allowed lateness shows that a hold was broken", () => {
  expect(
    run([
      [0, 4],
      [1.5, 4.1],
      [1, 3],
      [2, 4.1],
      [3.5, 4.1],
    ]),
  ).toEqual([["raise", 3.5]]);
});

test("a reading later than allowed is not evaluated", () => {
  expect(
    run(
      [
        [0, 4],
        [1.5, 4.1],
        [1, 3],
        [2, 4.1],
      ],
      thresholdRule({ latenessMs: 0.2 * MINUTE }),
    ),
  ).toEqual([["raise", 2]]);
});

test("raises and clears alternate for any readings", () => {
  const reading: fc.Arbitrary<Reading> = fc.record({
    atMs: fc.integer({ min: 0, max: 200 * MINUTE }),
    value: fc.double({ min: 0, max: 8, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(reading, { maxLength: 200 }), (readings) => {
      let state: ThresholdState = INITIAL_THRESHOLD_STATE;
      let raised = false;
      for (const one of readings) {
        const step = stepThreshold(thresholdRule(), 4, deepFreeze(state), one);
        expect(step.state.lastMs).toBeGreaterThanOrEqual(state.lastMs);
        state = step.state;
        if (step.effect === null) continue;
        expect(step.effect.type).toBe(raised ? "clear" : "raise");
        raised = !raised;
      }
      expect(raised).toBe(state.phase === "active" || state.phase === "clearing");
    }),
  );
});

test("a limit named by attribute is the thing's own, and absent where the thing has none", () => {
  expect(resolveLimit({ attribute: "warningLevelM" }, { warningLevelM: 11.5 })).toBe(11.5);
  expect(resolveLimit({ attribute: "warningLevelM" }, { warningLevelM: "11.5" })).toBeNull();
  expect(resolveLimit(3, {})).toBe(3);
});
