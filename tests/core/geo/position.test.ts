import { type Bbox, envelope, isInside, toWgs84 } from "@minqing/core/geo/position";
import { expect, test } from "vitest";

const SHANWEI: Bbox = [114.9, 22.4, 116.3, 23.5];

test("Mars coordinates are moved back by some five hundred metres", () => {
  const [lon, lat] = toWgs84([115.375, 22.786], "GCJ02");
  expect(lon).toBeCloseTo(115.3702, 3);
  expect(lat).toBeCloseTo(22.7887, 3);
});

test("WGS84 and CGCS2000 stay as they are", () => {
  expect(toWgs84([115.4, 22.8], "WGS84")).toEqual([115.4, 22.8]);
  expect(toWgs84([115.4, 22.8], "CGCS2000")).toEqual([115.4, 22.8]);
});

test("the envelope reaches 200 km beyond the city and not to null island", () => {
  const wide = envelope(SHANWEI, 200_000);
  expect(isInside(wide, [116.7, 24.9])).toBe(true);
  expect(isInside(wide, [0, 0])).toBe(false);
  expect(isInside(wide, [116.7, 26])).toBe(false);
});
