import type { CaseStatus } from "@minqing/core/case/status";
import { CASE_TRANSITIONS } from "@minqing/core/case/transitions";
import { CATEGORY_MIX } from "@minqing/geodata/demo/city/case-mix";
import { caseSerials, HISTORY_DAYS, historyOf } from "@minqing/geodata/demo/city/history";
import { readRuleData } from "@minqing/geodata/demo/seed/rule-data";
import { expect, test } from "vitest";
import { ANCHOR, fullCity } from "./fast-city.ts";

const { frame, departments } = fullCity("441500");
const cases = historyOf(frame, ANCHOR);
const DAY_MS = 86_400_000;

test("every case is over before the anchor and every step of it is allowed", () => {
  for (const row of cases) {
    expect(["closed", "rejected"]).toContain(row.status);
    let status: string | null = null;
    let at = 0;
    row.transitions.forEach((step, i) => {
      expect(step.version).toBe(i + 1);
      expect(step.from).toBe(status);
      expect(step.at.getTime()).toBeGreaterThanOrEqual(at);
      const rule: { to: string } | undefined =
        status === null
          ? { to: "reported" }
          : (CASE_TRANSITIONS[status as CaseStatus] as Record<string, { to: string }>)[step.command];
      expect(rule?.to).toBe(step.to);
      status = step.to;
      at = step.at.getTime();
    });
    expect(at).toBeLessThan(ANCHOR.getTime());
    expect(row.reportedAt).toEqual(row.transitions[0]?.at);
  }
});

test("folding the log gives the row", () => {
  for (const row of cases) {
    const last = row.transitions.at(-1);
    expect(last).toMatchObject({
      version: row.version,
      to: row.status,
      at: row.statusSince,
      departmentId: row.departmentId,
      returnCount: row.returnCount,
      reworkCount: row.reworkCount,
    });
  }
});

test("each of the eight days has cases, more by day than by night", () => {
  const byDay = Map.groupBy(cases, ({ day }) => day);
  expect(byDay.size).toBe(HISTORY_DAYS + 1);
  for (const [day, ofDay] of byDay) {
    if (Date.parse(`${day}T00:00:00+08:00`) + DAY_MS > ANCHOR.getTime()) continue;
    expect(ofDay.length).toBeGreaterThan(150);
    expect(ofDay.length).toBeLessThan(550);
    const hourOf = (at: Date): number => Math.floor(((at.getTime() + 8 * 3_600_000) % DAY_MS) / 3_600_000);
    const night = ofDay.filter(({ reportedAt }) => hourOf(reportedAt) < 6).length;
    expect(night).toBeLessThan(ofDay.length * 0.1);
  }
});

test("numbers are unique and the next number of a day follows them", () => {
  expect(new Set(cases.map(({ number }) => number)).size).toBe(cases.length);
  const last = new Map(caseSerials(cases).map(({ day, last: serial }) => [day, serial]));
  for (const { day, serial } of cases) expect(serial).toBeLessThanOrEqual(last.get(day) ?? 0);
});

test("every class and department of the mix exists", () => {
  const codes = new Set(readRuleData().categories.categories.map(({ code }) => code));
  expect(CATEGORY_MIX.filter(({ code }) => !codes.has(code))).toEqual([]);
  const ids = new Set(departments.map(({ id }) => id));
  expect(cases.filter(({ departmentId }) => departmentId !== null && !ids.has(departmentId))).toEqual([]);
});
