import { SilenceRule } from "@minqing/core/alarm/rule";
import { isSilent, silentFrom } from "@minqing/core/alarm/silence";
import { expect, test } from "vitest";

const rule = SilenceRule.parse({
  id: "s",
  edition: "1",
  nameZh: "停更",
  nameEn: "silent",
  priority: 4,
  thingKinds: ["rain_gauge"],
  caseCategory: null,
  kind: "silence",
  intervals: 3,
  atLeastMs: 60_000,
});

test("a subject is silent after so many intervals without data", () => {
  const silence = { lastHeardMs: 1_000_000, hearingSinceMs: 0, expectedIntervalMs: 300_000 };
  expect(silentFrom(rule, silence)).toBe(1_900_000);
  expect(isSilent(rule, silence, 1_899_999)).toBe(false);
  expect(isSilent(rule, silence, 1_900_000)).toBe(true);
});

test("our own outage does not count against the device", () => {
  const silence = { lastHeardMs: 1_000_000, hearingSinceMs: 5_000_000, expectedIntervalMs: 300_000 };
  expect(silentFrom(rule, silence)).toBe(5_900_000);
});

test("a fast device is silent after the minimum time only", () => {
  expect(silentFrom(rule, { lastHeardMs: 0, hearingSinceMs: 0, expectedIntervalMs: 1_000 })).toBe(60_000);
});
