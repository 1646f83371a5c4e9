import { type CaseEnd, endAfter, isEnded, STAGES, stageOf } from "@minqing/core/case/stages";
import { CASE_STATUSES, type CaseStatus } from "@minqing/core/case/status";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

describe("the table of stages", () => {
  test("has one row a status, in the order of the lifecycle", () => {
    expect(Object.keys(STAGES)).toEqual([...CASE_STATUSES]);
  });

  test("holds nobody and runs no clock where the case has ended, and both where it has not", () => {
    for (const status of CASE_STATUSES) {
      const { heldBy, clock, step, group, ended } = stageOf(status);
      expect([status, heldBy === null, clock === null, group === null]).toEqual([status, ended, ended, ended]);
      expect([status, step === "desk"]).toEqual([status, clock === "desk"]);
    }
  });
});

describe("the end of a case", () => {
  const [first, second] = [new Date("2026-09-11T08:00:00Z"), new Date("2026-09-12T08:00:00Z")];
  const open: CaseEnd = { endedAt: null, closedAt: null };
  const closed = endAfter(open, "closed", first);

  test("is the instant at which it came into an ended status", () => {
    expect(closed).toEqual({ endedAt: first, closedAt: first });
    expect(endAfter(open, "rejected", first)).toEqual({ endedAt: first, closedAt: null });
    expect(endAfter(open, "handling", first)).toEqual(open);
  });

  test("is not moved by an evaluation, and a reopening does not erase when it was closed", () => {
    expect(endAfter(closed, "evaluated", second)).toEqual(closed);
    expect(endAfter(closed, "handling", second)).toEqual({ endedAt: null, closedAt: first });
    expect(endAfter(endAfter(closed, "handling", second), "closed", second)).toEqual({
      endedAt: second,
      closedAt: second,
    });
  });

  test("is known exactly while the case has ended, whatever it went through", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...CASE_STATUSES), { minLength: 1 }), (life) => {
        let end = open;
        life.forEach((status, i) => {
          end = endAfter(end, status, new Date(i));
        });
        const last = life.at(-1) as CaseStatus;
        expect(end.endedAt !== null).toBe(isEnded(last));
        expect(end.closedAt !== null).toBe(life.includes("closed"));
      }),
    );
  });
});
