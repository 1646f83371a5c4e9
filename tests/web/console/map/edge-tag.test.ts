import { describe, expect, test } from "vitest";
import { distanceM, edgeTag } from "../../../../web/src/console/map/edge-tag.ts";

const BOX = { width: 800, height: 400 };
const CENTRE = [115.4, 22.8] as [number, number];

describe("a tag at the map's edge", () => {
  test("is absent for a position in view", () => {
    expect(edgeTag({ x: 400, y: 200 }, BOX, CENTRE, CENTRE)).toBeNull();
  });

  test("stands in the middle of the upper edge for a position in the north", () => {
    const tag = edgeTag({ x: 400, y: -300 }, BOX, CENTRE, [115.4, 22.9]);
    expect(tag).toMatchObject({ leftShare: 0.5, topShare: 0, bearing: 0 });
    expect(tag?.distanceM).toBeCloseTo(11_120, -2);
  });

  test("stands on the border, never beyond it", () => {
    const tag = edgeTag({ x: 3000, y: 2000 }, BOX, CENTRE, [115.6, 22.7]);
    expect(tag?.bearing).toBe(3);
    expect(Math.max(tag?.leftShare ?? 2, tag?.topShare ?? 2)).toBeCloseTo(1);
  });

  test("a distance is the same both ways", () => {
    expect(distanceM([115.4, 22.8], [115.5, 22.9])).toBeCloseTo(distanceM([115.5, 22.9], [115.4, 22.8]), 6);
  });
});
