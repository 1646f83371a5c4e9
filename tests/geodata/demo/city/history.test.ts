import { isStopped } from "@minqing/core/case/clock";
import { foldActs, moveFor } from "@minqing/core/case/decide";
import { foldClocks } from "@minqing/core/case/run-clocks";
import { CATEGORY_MIX } from "@minqing/geodata/demo/city/case-mix";
import { caseSerials, HISTORY_DAYS, historyOf } from "@minqing/geodata/demo/city/history";
import { readRuleData } from "@minqing/geodata/demo/seed/rule-data";
import { expect, test } from "vitest";
import { ANCHOR, fullCity, historyRules } from "./fast-city.ts";

const { frame, departments, plane } = fullCity("441500");
const cases = historyOf(frame, ANCHOR, historyRules(plane));
const DAY_MS = 86_400_000;

test("every case is over before the anchor and every step of it is allowed", () => {
  for (const { state, acts, reportedAt } of cases) {
    expect(["closed", "rejected"]).toContain(state.status);
    let at = 0;
    acts.forEach((step, i) => {
      expect(step.seq).toBe(i + 1);
      expect(step.from).toBe(acts[i - 1]?.to ?? null);
      expect(step.at.getTime()).toBeGreaterThanOrEqual(at);
      if (step.from !== null) expect(moveFor(step.from, step.act)?.to).toBe(step.to);
      at = step.at.getTime();
    });
    expect(at).toBeLessThan(ANCHOR.getTime());
    expect(reportedAt).toEqual(acts[0]?.at);
  }
});

test("folding the log gives the row and the clocks", () => {
  for (const { state, acts, clocks } of cases) {
    expect(foldActs(acts)).toEqual(state);
    expect(foldClocks(acts)).toEqual(clocks);
    expect(clocks.every(isStopped)).toBe(true);
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
  expect(new Set(cases.map(({ opening }) => opening.number)).size).toBe(cases.length);
  const last = new Map(caseSerials(cases).map(({ day, last: serial }) => [day, serial]));
  for (const { day, serial } of cases) expect(serial).toBeLessThanOrEqual(last.get(day) ?? 0);
});

test("every class and department of the mix exists", () => {
  const codes = new Set(readRuleData().categories.categories.map(({ code }) => code));
  expect(CATEGORY_MIX.filter(({ code }) => !codes.has(code))).toEqual([]);
  const ids = new Set(departments.map(({ id }) => id));
  expect(cases.filter(({ state }) => state.departmentId !== null && !ids.has(state.departmentId))).toEqual([]);
});
