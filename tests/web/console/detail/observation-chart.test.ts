import { describe, expect, test } from "vitest";
import { observationChart } from "../../../../web/src/console/detail/observation-chart.ts";

const BOX = { width: 100, height: 50 };
const minute = (n: number) => n * 60_000;

describe("the curve around an alarm", () => {
  test("nothing measured, nothing drawn", () => {
    expect(observationChart([], 3, BOX, minute(10))).toBeNull();
  });

  test("from the left edge to the right, higher values higher up, the limit inside", () => {
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

  test("a gap in the data stays a gap", () => {
    const points = [0, 5, 40, 45].map((n) => ({ atMs: minute(n), value: n }));
    expect(observationChart(points, null, BOX, minute(10))?.path.match(/M/g)).toHaveLength(2);
  });

  test("points out of order are drawn in order; one value alone has a scale too", () => {
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
