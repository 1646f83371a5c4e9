import type { CaseView } from "@minqing/core/case/case";
import { forReporter, publicStatusOf } from "@minqing/core/case/reporter-view";
import { CASE_STATUSES } from "@minqing/core/case/status";
import { expect, test } from "vitest";
import { sampleCase } from "../../web/console/sample-case.ts";

test("a reporter gets number, category, region and public stage, and nothing from inside", () => {
  const view = sampleCase({
    status: "dispatched",
    title: "别人的话",
    address: "某路 1 号",
    departmentId: "d1",
    departmentName: "水务局",
    source: "operator",
    sourceId: "a",
    position: [115.64567, 22.95432],
    returnCount: 2,
    marks: { urge: { count: 3, at: "2026-09-10T23:50:00.000Z" } },
  });
  expect(forReporter(view)).toEqual({
    ...view,
    title: "道路积水",
    status: "reported",
    address: null,
    departmentId: null,
    departmentName: null,
    source: "citizen",
    sourceId: null,
    position: [115.646, 22.954],
    statusSince: view.reportedAt,
    clockSince: null,
    approachingAt: null,
    deadlineAt: null,
    returnCount: 0,
    marks: {},
  });
});

test("the public stages have one status each, and ends that are none are told", () => {
  expect([...new Set(CASE_STATUSES.map(publicStatusOf))]).toEqual([
    "reported",
    "handling",
    "closed",
    "rejected",
    "cancelled",
  ]);
});

test("an entry from an earlier version gets no field that it had not, and loses what it may not show", () => {
  const { marks: _, clockSince: __, ...old } = sampleCase({ title: "别人的话" });
  const shown = forReporter(old as CaseView);
  expect(Object.keys(shown).sort()).toEqual(Object.keys(old).sort());
  expect(shown.title).toBe("道路积水");
});
