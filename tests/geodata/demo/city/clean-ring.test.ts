import { selfCrossings, simpleLoops } from "@minqing/geodata/demo/city/clean-ring";
import type { Point } from "@minqing/geodata/demo/city/plane";
import { signedAreaM2 } from "@minqing/geodata/demo/city/ring";
import { expect, test } from "vitest";

const outline = (...points: [number, number][]): Point[] => points;

test("repeated points and spikes leave the outline", () => {
  const loops = simpleLoops(outline([0, 0], [0, 0], [10, 0], [10, 0], [10, 10], [20, 10], [10, 10], [0, 10]), 1);
  expect(loops).toHaveLength(1);
  expect(loops[0]).toHaveLength(4);
});

test("an outline that touches itself becomes loops, small ones dropped, all counter-clockwise", () => {
  // Clockwise figure of a large and a small square meeting in one point.
  const loops = simpleLoops(outline([0, 0], [0, 10], [10, 10], [12, 10], [12, 12], [10, 12], [10, 10], [10, 0]), 10);
  expect(loops).toHaveLength(1);
  expect(loops.every((loop) => signedAreaM2(loop) > 0)).toBe(true);
});

test("crossings are found", () => {
  expect(selfCrossings(outline([0, 0], [10, 10], [10, 0], [0, 10]))).toHaveLength(1);
  expect(selfCrossings(outline([0, 0], [10, 0], [10, 10], [0, 10]))).toHaveLength(0);
});
