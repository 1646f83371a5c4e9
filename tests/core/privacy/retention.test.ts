import { AuditRetentionDays } from "@minqing/core/audit/audit-settings";
import { RETENTION, RETENTION_KINDS, retainedSince, retentionDays } from "@minqing/core/privacy/retention";
import { expect, test } from "vitest";
import { readRuleData } from "../../../geodata/src/demo/seed/rule-data.ts";

test("every kind has its own setting, a default within its bounds, and is seeded with it", () => {
  const seeded = new Map(readRuleData().settings.settings.map(({ key, value }) => [key, value]));
  expect(new Set(RETENTION_KINDS.map((kind) => RETENTION[kind].key)).size).toBe(RETENTION_KINDS.length);
  for (const kind of RETENTION_KINDS) {
    const { key, defaultDays, minDays, maxDays } = RETENTION[kind];
    expect([kind, retentionDays(kind).safeParse(defaultDays).success]).toEqual([kind, true]);
    for (const days of [minDays - 1, maxDays + 1, minDays + 0.5]) {
      expect([kind, days, retentionDays(kind).safeParse(days).success]).toEqual([kind, days, false]);
    }
    expect([kind, seeded.get(key)]).toEqual([kind, defaultDays]);
  }
});

test("the bounds of the audit trail are those of its own setting", () => {
  for (const days of [1, 179, 180, 36_500, 36_501]) {
    expect(retentionDays("audit").safeParse(days).success).toBe(AuditRetentionDays.safeParse(days).success);
  }
});

test("retained data begins with a day in China, the same instant until the next day", () => {
  expect(retainedSince(new Date("2026-03-10T15:59:59Z"), 7)).toEqual(new Date("2026-03-02T16:00:00Z"));
  expect(retainedSince(new Date("2026-03-10T16:00:00Z"), 7)).toEqual(new Date("2026-03-03T16:00:00Z"));
});
