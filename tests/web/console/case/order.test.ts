import { describe, expect, test } from "vitest";
import { byPriorityThenTimeLeft, byPriorityThenWaiting } from "../../../../web/src/console/case/order.ts";
import { sampleCase } from "../sample-case.ts";

const due = (id: string, priority: 1 | 2 | 3 | 4, deadlineAt: string | null) =>
  sampleCase({ id, priority, deadlineAt });

describe("the order of cases", () => {
  test("priority first, then the least time left, those without a limit last", () => {
    const rows = [
      due("later", 2, "2026-09-11T02:00:00.000Z"),
      due("none", 2, null),
      due("urgent", 1, "2026-09-11T09:00:00.000Z"),
      due("sooner", 2, "2026-09-11T01:00:00.000Z"),
    ];
    expect(rows.sort(byPriorityThenTimeLeft).map(({ id }) => id)).toEqual(["urgent", "sooner", "later", "none"]);
  });

  test("equal cases have the same order, whatever order they arrive in", () => {
    const [a, b] = [due("a", 3, null), due("b", 3, null)];
    expect([b, a].sort(byPriorityThenTimeLeft).map(({ id }) => id)).toEqual(["a", "b"]);
  });

  test("cases that wait for dispatch: the longest wait first within a priority", () => {
    const rows = [
      sampleCase({ id: "new", priority: 2, statusSince: "2026-09-10T23:50:00.000Z" }),
      sampleCase({ id: "old", priority: 2, statusSince: "2026-09-10T23:10:00.000Z" }),
      sampleCase({ id: "critical", priority: 1, statusSince: "2026-09-10T23:55:00.000Z" }),
    ];
    expect(rows.sort(byPriorityThenWaiting).map(({ id }) => id)).toEqual(["critical", "old", "new"]);
  });
});
