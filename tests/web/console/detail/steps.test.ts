import type { CaseActView } from "@minqing/core/case/log";
import type { CaseStatus } from "@minqing/core/case/status";
import { describe, expect, test } from "vitest";
import { stepsOf } from "../../../../web/src/console/detail/steps.ts";
import { stretchesOf, stripShares } from "../../../../web/src/console/detail/stretches.ts";
import { at } from "../sample-case.ts";

const log = (...steps: [time: string, to: CaseStatus][]): CaseActView[] =>
  steps.map(([time, to], index) => ({
    caseId: "case-1",
    seq: index + 1,
    version: index + 1,
    at: new Date(at(time)).toISOString(),
    actor: "someone",
    actorName: "某人",
    act: index === 0 ? "report" : "accept",
    from: index === 0 ? null : (steps[index - 1]?.[1] ?? null),
    to,
    detail: {},
    departmentId: null,
    departmentName: null,
  }));

const handling = log(
  ["10:00:00", "reported"],
  ["10:05:00", "accepted"],
  ["10:06:00", "registered"],
  ["10:10:00", "dispatched"],
  ["10:20:00", "handling"],
);

describe("the steps of a case", () => {
  test("past steps are done with their time, the current one runs until now, the others are ahead", () => {
    const steps = stepsOf({ status: "handling", closedAt: null }, handling, at("10:50:00"));
    expect(steps.map(({ key, state, spentMs }) => [key, state, spentMs])).toEqual([
      ["accept", "done", 300_000],
      ["register", "done", 60_000],
      ["dispatch", "done", 240_000],
      ["take", "done", 600_000],
      ["handle", "current", 1_800_000],
      ["close", "ahead", null],
    ]);
  });

  test("rework counts as a second pass of the step", () => {
    const reworked = [...handling, ...log(["11:00:00", "handled"], ["11:10:00", "dispatched"])].map((entry, index) => ({
      ...entry,
      seq: index + 1,
    }));
    const take = stepsOf({ status: "dispatched", closedAt: null }, reworked, at("11:12:00")).find(
      ({ key }) => key === "take",
    );
    expect(take).toMatchObject({ state: "current", passes: 2, spentMs: 600_000 + 120_000 });
  });

  test("a classification changes neither stage nor clock", () => {
    const classified = [...log(["10:00:00", "reported"], ["10:01:00", "reported"], ["10:05:00", "accepted"])];
    const row = { status: "accepted", closedAt: null } as const;
    const now = at("10:06:00");
    expect(stepsOf(row, classified, now)[0]).toMatchObject({ spentMs: 300_000, passes: 1 });
    expect(stretchesOf(row, classified, now).map(({ status }) => status)).toEqual(["reported", "accepted"]);
  });

  test("a closed case has done all steps, and its clock has stopped", () => {
    const closed = [...handling, ...log(["11:00:00", "handled"], ["11:30:00", "closed"])].map((entry, index) => ({
      ...entry,
      seq: index + 1,
    }));
    const row = { status: "closed", closedAt: new Date(at("11:30:00")).toISOString() } as const;
    expect(stepsOf(row, closed, at("23:00:00")).map(({ state }) => state)).toEqual(Array(6).fill("done"));
    expect(stretchesOf(row, closed, at("23:00:00")).at(-1)).toMatchObject({ status: "handled", running: false });
  });

  test("a rejected case has done its past steps and skipped the others", () => {
    const rejected = log(["10:00:00", "reported"], ["10:05:00", "rejected"]);
    const steps = stepsOf({ status: "rejected", closedAt: null }, rejected, at("11:00:00"));
    expect(steps.map(({ state }) => state)).toEqual(["done", "skipped", "skipped", "skipped", "skipped", "skipped"]);
  });
});

describe("the clock of a case", () => {
  test("every minute since the report lies in exactly one interval", () => {
    const now = at("10:50:00");
    const intervals = stretchesOf({ status: "handling", closedAt: null }, handling, now);
    expect(intervals.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)).toBe(now - at("10:00:00"));
    expect(intervals.filter(({ running }) => running)).toHaveLength(1);
    for (const [index, interval] of intervals.entries()) {
      if (index > 0) expect(interval.fromMs).toBe(intervals[index - 1]?.toMs);
    }
  });

  test("the strip is full, and no interval is too narrow to see", () => {
    const intervals = stretchesOf({ status: "handling", closedAt: null }, handling, at("23:50:00"));
    const shares = stripShares(intervals, 0.035);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0.035);
  });
});
