import { expect, test } from "vitest";
import { median, medianFigures, percentile } from "./statistics.ts";

test("a percentile is the nearest rank", () => {
  const samples = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(samples, 0.99)).toBe(99);
  expect(percentile(samples, 0.5)).toBe(50);
  expect(percentile([7], 0.99)).toBe(7);
  expect(() => percentile([], 0.5)).toThrow("expected at least one sample");
});

test("a run that went astray does not move the median", () => {
  expect(median([10, 11, 900])).toBe(11);
  const run = (value: number) => [{ name: "rate", value, unit: "/s" }];
  expect(medianFigures([run(10), run(900), run(11)])).toEqual(run(11));
});
