import { clipLeftOf, clipToConvex } from "@minqing/geodata/demo/city/clip";
import type { Point, Ring } from "@minqing/geodata/demo/city/plane";
import { areaM2, signedAreaM2 } from "@minqing/geodata/demo/city/ring";
import { relaxed, splitByNearest } from "@minqing/geodata/demo/city/voronoi";
import fc from "fast-check";
import { expect, test } from "vitest";

/** Simple and mostly not convex: radii about a centre, in growing angle. */
const star: fc.Arbitrary<Ring> = fc
  .array(fc.integer({ min: 200, max: 5000 }), { minLength: 5, maxLength: 40 })
  .map((radii) =>
    radii.map((radius, i): Point => {
      const angle = (2 * Math.PI * i) / radii.length;
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    }),
  );
const point: fc.Arbitrary<Point> = fc.tuple(
  fc.integer({ min: -6000, max: 6000 }),
  fc.integer({ min: -6000, max: 6000 }),
);

test("the two sides of a line share out a ring without gap or overlap", () => {
  fc.assert(
    fc.property(star, point, point, (ring, a, b) => {
      fc.pre(a[0] !== b[0] || a[1] !== b[1]);
      const left = clipLeftOf(ring, a, b);
      const right = clipLeftOf(ring, b, a);
      // Parts below one square metre are dropped as rounding.
      expect(Math.abs(areaM2(left) + areaM2(right) - signedAreaM2(ring))).toBeLessThan(ring.length);
      for (const part of [...left, ...right]) expect(signedAreaM2(part)).toBeGreaterThan(0);
    }),
  );
});

test("a line through a corner cuts as any other", () => {
  const square: Ring = [
    [0, 0],
    [100, 0],
    [100, 100],
    [0, 100],
  ];
  expect(areaM2(clipLeftOf(square, [0, 0], [100, 100]))).toBeCloseTo(5000);
  expect(areaM2(clipLeftOf(square, [100, 100], [0, 0]))).toBeCloseTo(5000);
  expect(clipLeftOf(square, [0, 0], [100, 0])).toEqual([square]);
  expect(clipLeftOf(square, [100, 0], [0, 0])).toEqual([]);
});

test("a ring cut into several parts keeps them apart", () => {
  const comb: Ring = [
    [0, 0],
    [50, 0],
    [50, 100],
    [40, 100],
    [40, 10],
    [10, 10],
    [10, 100],
    [0, 100],
  ];
  const teeth = clipLeftOf(comb, [-10, 50], [60, 50]);
  expect(teeth).toHaveLength(2);
  expect(areaM2(teeth)).toBeCloseTo(2 * 10 * 50);
  expect(clipLeftOf(comb, [60, 50], [-10, 50])).toHaveLength(1);
});

test("nearest-seed parts add up to the whole, before and after evening out", () => {
  fc.assert(
    fc.property(star, fc.uniqueArray(point, { minLength: 2, maxLength: 12, selector: String }), (ring, seeds) => {
      for (const each of [seeds, relaxed([ring], seeds)]) {
        const parts = splitByNearest([ring], each);
        const sum = parts.reduce((total, part) => total + areaM2(part), 0);
        expect(Math.abs(sum - signedAreaM2(ring))).toBeLessThan(ring.length * seeds.length);
      }
    }),
    { numRuns: 60 },
  );
});

test("a cell beside the area takes nothing of it", () => {
  const square: Ring = [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
  ];
  expect(
    clipToConvex(
      [square],
      square.map(([x, y]): Point => [x + 100, y]),
    ),
  ).toEqual([]);
});
