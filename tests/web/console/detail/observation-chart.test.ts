import { describe, expect, test } from "vitest";
import { observationChart } from "../../../../web/src/console/detail/observation-chart.ts";

const BOX = { width: 100, height: 50 };
const minute = (n: number) => n * 60_000;

describe("the curve around an alarm", () => {
  test("without values there is no chart", () => {
    expect(observationChart([], 3, BOX, minute(10))).toBeNull();
  });

  test("runs from the left edge to the right, with higher values higher up and the limit inside", () => {
    const chart = observationChart(
      [
        { atMs: minute(0), value: 1 },
        { atMs: minute(5), value: 2 },
      ],
      3,
      BOX,
      minute(10),
    );
    expect(chart?.path).toMatch(/^M0\.0 [\d.]+L100\.0 [\d.]+$/);
    expect(chart?.y(2)).toBeLessThan(chart?.y(1) ?? 0);
    expect(chart?.y(3)).toBeGreaterThan(0);
    expect(chart?.ticks.length).toBeGreaterThanOrEqual(2);
  });

  test("has a gap where the data has one", () => {
    const points = [0, 5, 40, 45].map((n) => ({ atMs: minute(n), value: n }));
    expect(observationChart(points, null, BOX, minute(10))?.path.match(/M/g)).toHaveLength(2);
  });

  test("sorts the points, and has a scale for a single value too", () => {
    const chart = observationChart(
      [
        { atMs: minute(5), value: 4 },
        { atMs: minute(0), value: 4 },
      ],
      null,
      BOX,
      minute(10),
    );
    expect(chart?.last.atMs).toBe(minute(5));
    expect(chart?.y(4)).toBeCloseTo(25);
  });
});
