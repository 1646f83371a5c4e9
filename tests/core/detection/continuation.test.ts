// Whether an id of a camera goes on or begins again: laws over any known detection and any message.
import { type Continuation, continuation, type KnownDetection } from "@minqing/core/detection/continuation";
import fc from "fast-check";
import { expect, test } from "vitest";

const PAUSE = 3_600_000;
const phase = fc.constantFrom("new" as const, "update" as const, "end" as const);
const part = fc.record({
  phase,
  deviceAtMs: fc.integer({ min: 0, max: 3 * PAUSE }),
  confidence: fc.constantFrom(0.5, 0.9),
  rawClass: fc.constantFrom("697", "661"),
});
const known: fc.Arbitrary<KnownDetection> = part.chain((one) =>
  fc.record({ hasVerdict: fc.boolean(), hasCase: fc.boolean() }).map((rest) => ({ ...one, ...rest })),
);
const law = (holds: (k: KnownDetection, m: KnownDetection, answer: Continuation) => boolean) =>
  fc.assert(fc.property(known, known, (k, m) => holds(k, m, continuation(k, m, PAUSE))));

test("what was judged is never updated", () => law((k, _, answer) => !k.hasVerdict || answer !== "update"));

test("the same message again is a duplicate, whatever has become of the detection", () => {
  fc.assert(fc.property(known, (k) => continuation(k, k, PAUSE) === "duplicate"));
});

test("after a longer pause it is another detection", () =>
  law((k, m, answer) => Math.abs(m.deviceAtMs - k.deviceAtMs) <= PAUSE || answer === "another"));

test("an older message within the pause changes nothing", () =>
  law((k, m, answer) => m.deviceAtMs >= k.deviceAtMs || k.deviceAtMs - m.deviceAtMs > PAUSE || answer === "late"));

test("a new object after an end or a verdict is another detection", () =>
  law(
    (k, m, answer) =>
      !(m.phase === "new" && m.deviceAtMs > k.deviceAtMs && (k.phase === "end" || k.hasVerdict)) ||
      answer === "another",
  ));

test("a detection with a case keeps its class", () =>
  law((k, m, answer) => !k.hasCase || k.rawClass === m.rawClass || answer !== "update"));

test("an update of an open detection is an update", () => {
  const open = {
    phase: "new",
    deviceAtMs: 0,
    confidence: 0.5,
    rawClass: "697",
    hasVerdict: false,
    hasCase: false,
  } as const;
  expect(continuation(open, { ...open, phase: "update", deviceAtMs: 1, confidence: 0.9 }, PAUSE)).toBe("update");
});
