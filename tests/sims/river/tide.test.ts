// The tide compared with an independent prediction from the same constituents: see sims/tide/PROVENANCE.md.
import { readFileSync } from "node:fs";
import { openTide } from "@minqing/sims/river/tide";
import { expect, test } from "vitest";

const rows = readFileSync(new URL("fixtures/shanwei-tide-20260901.csv", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => line.split(","))
  .map(([at = "", level = ""]) => ({ atMs: Date.parse(at), levelM: Number(level) }));

test("the tide matches the published prediction within a centimetre", () => {
  const tide = openTide();
  expect(rows.length).toBeGreaterThan(280);
  for (const { atMs, levelM } of rows) expect(Math.abs(tide(atMs) - levelM)).toBeLessThan(0.01);
});

test("between the steps the tide is smooth: no jump of more than a centimetre a minute", () => {
  const tide = openTide();
  const first = rows[0]?.atMs ?? 0;
  for (let minute = 0; minute < 24 * 60; minute++) {
    const [before, after] = [tide(first + minute * 60_000), tide(first + (minute + 1) * 60_000)];
    expect(Math.abs(after - before)).toBeLessThan(0.01);
  }
});
