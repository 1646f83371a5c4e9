// A recording's mapped time axis ends now, with its spacing and order; its expectations match the alarm rules.
import { readFileSync } from "node:fs";
import type { ThresholdRule } from "@minqing/core/alarm/rule";
import { INITIAL_THRESHOLD_STATE, stepThreshold } from "@minqing/core/alarm/threshold";
import { mapTime, mapValue } from "@minqing/sims/replay/map-time";
import { parseRecording, type RecordedRow } from "@minqing/sims/replay/recording";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Expectations } from "./expectations.ts";

const RECORDINGS = new URL("../../../sims/recordings/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, RECORDINGS), "utf8");
const rowsOf = fc
  .array(fc.record({ atMs: fc.integer({ min: 0, max: 4e12 }), value: fc.double({ noNaN: true, min: -50, max: 50 }) }), {
    minLength: 1,
    maxLength: 50,
  })
  .map((rows) => [...rows].sort((a, b) => a.atMs - b.atMs));

test("mapped onto now, the last row is now, the first is one span earlier, and every gap is as recorded", () => {
  fc.assert(
    fc.property(rowsOf, fc.integer({ min: 4e12, max: 5e12 }), (rows, nowMs) => {
      const mapped = mapTime(rows, nowMs);
      const [first, last] = [rows[0], rows.at(-1)] as [RecordedRow, RecordedRow];
      expect(mapped.at(-1)?.atMs).toBe(nowMs);
      expect(mapped[0]?.atMs).toBe(nowMs - (last.atMs - first.atMs));
      mapped.forEach((row, i) => {
        const before = i === 0 ? mapped[0] : mapped[i - 1];
        const recorded = i === 0 ? rows[0] : rows[i - 1];
        expect(row.atMs - (before?.atMs ?? 0)).toBe((rows[i]?.atMs ?? 0) - (recorded?.atMs ?? 0));
        expect(row.value).toBe(rows[i]?.value);
      });
    }),
  );
});

test("values are converted from feet to metres, scaled and shifted to the gauge's zero", () => {
  expect(mapValue(10, { unit: "ft", scale: 1, offset: 0 })).toBe(3.048);
  expect(mapValue(10, { unit: "m", scale: 0.5, offset: -2 })).toBe(3);
});

test("a recording's column is found by its name, gaps are left out, bad rows are named", () => {
  const text = "time,a,b\n2018-05-01 00:00:00,1,2\n2018-05-01T00:05:00Z,,4\n";
  expect(parseRecording(text, "a")).toEqual([{ atMs: Date.parse("2018-05-01T00:00:00Z"), value: 1 }]);
  expect(parseRecording(text, "b").map(({ value }) => value)).toEqual([2, 4]);
  expect(() => parseRecording(text, "c")).toThrow('expected one of the columns a, b, got "c"');
  expect(() => parseRecording("time,a\nyesterday,1\n", "a")).toThrow('line 2: expected a time, got "yesterday"');
  expect(() => parseRecording("time,a\n2018-05-01 00:00:00,high\n", "a")).toThrow(
    'line 2: expected a number, got "high"',
  );
});

const rule = (id: string, holdMs: number): ThresholdRule => ({
  id,
  edition: "test",
  nameZh: "测试",
  nameEn: "test",
  priority: 2,
  thingKinds: ["river_level"],
  caseCategory: null,
  kind: "threshold",
  observedProperty: "water_level",
  operator: ">=",
  limit: 0,
  hysteresis: 0.05,
  holdMs,
  clearHoldMs: 300_000,
  latenessMs: 300_000,
});

/** The alarms that the pure rule raises and clears for the rows. */
function alarmsOf(rows: readonly RecordedRow[], id: string, holdMs: number, limit: number) {
  let state = INITIAL_THRESHOLD_STATE;
  const alarms: { rule: string; raisedAt: string; clearedAt: string | null }[] = [];
  for (const reading of rows) {
    const step = stepThreshold(rule(id, holdMs), limit, state, reading);
    state = step.state;
    const at = step.effect === null ? "" : new Date(step.effect.atMs).toISOString().replace(".000Z", "Z");
    const open = alarms.at(-1);
    if (step.effect?.type === "raise") alarms.push({ rule: id, raisedAt: at, clearedAt: null });
    else if (step.effect?.type === "clear" && open !== undefined) open.clearedAt = at;
  }
  return alarms;
}

test("the rules raise and clear exactly the expected alarms of the generated flood", () => {
  const expected = Expectations.parse(JSON.parse(read("river-flood.expected.json")));
  const rows = parseRecording(read(expected.recording), expected.column);
  const found = [
    ...alarmsOf(rows, "river-warning", 60_000, expected.warningLevel),
    ...alarmsOf(rows, "river-guarantee", 0, expected.guaranteeLevel),
  ];
  const byTime = [...found].sort((a, b) => (a.raisedAt < b.raisedAt ? -1 : 1));
  expect(byTime).toEqual(expected.alarms);
  expect(Math.max(...rows.map(({ value }) => value))).toBeGreaterThan(expected.guaranteeLevel);
});
