import { describe, expect, test } from "vitest";
import { timeLeft } from "../../../../web/src/console/case/time-left.ts";
import { at, sampleCase } from "../sample-case.ts";

describe("time left of a stage", () => {
  const row = sampleCase({
    clockSince: "2026-09-10T23:40:00.000Z",
    approachingAt: "2026-09-10T23:44:00.000Z",
    deadlineAt: "2026-09-10T23:45:00.000Z",
  });

  test("half of the limit used is calm", () => {
    expect(timeLeft(row, at("23:42:30"))).toEqual({ totalMs: 300_000, leftMs: 150_000, usedShare: 0.5, state: "calm" });
  });

  test("from the instant that the server names it is tight, at the limit itself not yet over", () => {
    expect(timeLeft(row, at("23:43:59"))?.state).toBe("calm");
    expect(timeLeft(row, at("23:44:00"))?.state).toBe("tight");
    expect(timeLeft(row, at("23:45:00"))?.state).toBe("tight");
  });

  test("past the limit it is over, with the lateness as a negative rest", () => {
    const left = timeLeft(row, at("23:46:00"));
    expect(left).toMatchObject({ leftMs: -60_000, state: "over" });
    expect(left?.usedShare).toBeCloseTo(1.2);
  });

  test("a clock that runs behind the server never shows a negative share", () => {
    expect(timeLeft(row, at("23:00:00"))?.usedShare).toBe(0);
  });

  test("a stage without a deadline has none", () => {
    expect(timeLeft(sampleCase({ deadlineAt: null }), at("23:42:00"))).toBeNull();
  });
});
