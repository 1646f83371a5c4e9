import { describe, expect, test } from "vitest";
import { ageing } from "../../../../web/src/console/case/ageing.ts";
import { at, sampleCase } from "../sample-case.ts";

const SINCE = "2026-09-10T23:00:00.000Z";
const row = sampleCase({
  statusSince: SINCE,
  clockSince: SINCE,
  approachingAt: "2026-09-10T23:04:00.000Z",
  deadlineAt: "2026-09-10T23:05:00.000Z",
});

describe("ageing of an undispatched case", () => {
  test("is warm when its deadline is close, and late after it, by the row's own clock", () => {
    expect(ageing(row, at("23:03:59")).level).toBe("none");
    expect(ageing(row, at("23:04:00")).level).toBe("warm");
    expect(ageing(row, at("23:05:01"))).toMatchObject({ level: "late", waitedMs: 301_000, limitMs: 300_000 });
  });

  test("is 0 ms for a case that was registered ahead of this clock", () => {
    expect(ageing(row, at("22:59:00"))).toMatchObject({ waitedMs: 0, level: "none" });
  });

  test("colours nothing where the city has set no limit", () => {
    const free = sampleCase({ statusSince: SINCE, clockSince: SINCE, approachingAt: null, deadlineAt: null });
    expect(ageing(free, at("23:55:00"))).toEqual({ waitedMs: 3_300_000, limitMs: null, share: 0, level: "none" });
  });
});
