import { AuditKeepDays } from "@minqing/core/audit/keeping";
import { RETENTION, RETENTION_KINDS, retainedSince, retentionDays } from "@minqing/core/privacy/retention";
import { expect, test } from "vitest";
import { readRuleData } from "../../../geodata/src/demo/seed/rule-data.ts";

test("every kind has its own setting, usual days within its bounds, and is seeded with them", () => {
  const seeded = new Map(readRuleData().settings.settings.map(({ key, value }) => [key, value]));
  expect(new Set(RETENTION_KINDS.map((kind) => RETENTION[kind].key)).size).toBe(RETENTION_KINDS.length);
  for (const kind of RETENTION_KINDS) {
    const { key, usual, least, most } = RETENTION[kind];
    expect([kind, retentionDays(kind).safeParse(usual).success]).toEqual([kind, true]);
    for (const days of [least - 1, most + 1, least + 0.5]) {
      expect([kind, days, retentionDays(kind).safeParse(days).success]).toEqual([kind, days, false]);
    }
    expect([kind, seeded.get(key)]).toEqual([kind, usual]);
  }
});

test("the audit trail is kept for as long as its own rule says", () => {
  for (const days of [1, 179, 180, 36_500, 36_501]) {
    expect(retentionDays("audit").safeParse(days).success).toBe(AuditKeepDays.safeParse(days).success);
  }
});

test("what is kept begins with a day in China, and the same until the next one", () => {
  expect(retainedSince(new Date("2026-03-10T15:59:59Z"), 7)).toEqual(new Date("2026-03-02T16:00:00Z"));
  expect(retainedSince(new Date("2026-03-10T16:00:00Z"), 7)).toEqual(new Date("2026-03-03T16:00:00Z"));
});
