import { describe, expect, test } from "vitest";
import { alarmBudget, cacheAlarms } from "../../../../web/src/console/alarm/alarm-budget.ts";

const MINUTE = 60_000;
const now = Date.parse("2026-09-11T00:00:00.000Z");
const alarm = (id: string, minutesAgo: number) => ({ id, raisedAt: new Date(now - minutesAgo * MINUTE).toISOString() });

describe("the alarm budget of a desk", () => {
  test.each([
    [0, "calm"],
    [2, "calm"],
    [3, "busy"],
    [10, "busy"],
    [11, "flood"],
  ] as const)("%i alarms in ten minutes are %s", (count, level) => {
    const raised = Array.from({ length: count }, (_, index) => now - index * 1000);
    expect(alarmBudget(raised, now)).toEqual({ count, level });
  });

  test("alarms older than ten minutes do not count", () => {
    expect(alarmBudget([now - 10 * MINUTE, now - 9 * MINUTE], now).count).toBe(1);
  });

  test("an alarm that left the board still counts, once", () => {
    const first = cacheAlarms(new Map(), [alarm("a", 3), alarm("b", 2)], now);
    const second = cacheAlarms(first, [alarm("b", 2), alarm("c", 1)], now);
    expect([...second.keys()].sort()).toEqual(["a", "b", "c"]);
  });

  test("alarms past the window are dropped", () => {
    const seen = cacheAlarms(new Map(), [alarm("a", 9)], now);
    expect(cacheAlarms(seen, [], now + 2 * MINUTE).size).toBe(0);
  });
});
