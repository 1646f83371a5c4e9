import type { Priority } from "@minqing/core/alarm/priority";
import { describe, expect, test } from "vitest";
import { ageing } from "../../../../web/src/console/case/ageing.ts";
import { at, sampleCase } from "../sample-case.ts";

const level = (priority: Priority, waitedS: number) =>
  ageing(sampleCase({ priority, statusSince: "2026-09-10T23:00:00.000Z" }), at("23:00:00") + waitedS * 1000).level;

describe("ageing of an undispatched case", () => {
  test.each([
    [1, 60],
    [2, 300],
    [3, 900],
    [4, 1800],
  ] as const)("P%i is late after %i s and warm from two thirds of it", (priority, limitS) => {
    expect(level(priority, Math.floor(limitS * 0.65))).toBe("none");
    expect(level(priority, Math.ceil(limitS * 0.67))).toBe("warm");
    expect(level(priority, limitS - 1)).toBe("warm");
    expect(level(priority, limitS)).toBe("late");
  });

  test("a case that was registered ahead of this clock has waited for 0 ms", () => {
    expect(ageing(sampleCase({ statusSince: "2026-09-10T23:00:00.000Z" }), at("22:59:00"))).toMatchObject({
      waitedMs: 0,
      level: "none",
    });
  });
});
