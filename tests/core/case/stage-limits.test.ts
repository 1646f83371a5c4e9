import { dueAt, StageLimits } from "@minqing/core/case/stage-limits";
import { expect, test } from "vitest";

const limits = StageLimits.parse({
  edition: "test",
  secondsByStatus: { reported: [60, 300, 900, 1800], handling: [3600, 7200, 14_400, 28_800] },
});
const from = new Date("2026-09-11T00:00:00Z");

test("a stage is due after the seconds of its status and priority", () => {
  const stage = { status: "reported", priority: 2, categoryLimitS: null } as const;
  expect(dueAt(limits, stage, from)).toEqual(new Date("2026-09-11T00:05:00Z"));
});

test("handling takes the category's own limit, reporting does not", () => {
  expect(dueAt(limits, { status: "handling", priority: 1, categoryLimitS: 120 }, from)).toEqual(
    new Date("2026-09-11T00:02:00Z"),
  );
  expect(dueAt(limits, { status: "reported", priority: 1, categoryLimitS: 120 }, from)).toEqual(
    new Date("2026-09-11T00:01:00Z"),
  );
});

test("a status without limits and an ended case have no deadline", () => {
  expect(dueAt(limits, { status: "accepted", priority: 1, categoryLimitS: 9 }, from)).toBeNull();
  expect(dueAt(limits, { status: "closed", priority: 1, categoryLimitS: 9 }, from)).toBeNull();
});
