// Layers are pure: they turn data into arrays for deck.gl; moving things are written in place.
import type { PositionsFrame } from "@minqing/core/live/frame";
import { describe, expect, test } from "vitest";
import { densityColour } from "../../../web/src/map/layers/colours.ts";
import { MovingPoints } from "../../../web/src/map/layers/moving-points.ts";
import { pointsOf } from "../../../web/src/map/layers/point-layer.ts";
import { roadColours, roadGeometry } from "../../../web/src/map/layers/road-layer.ts";

const frame = (
  atMs: number,
  rows: readonly { no: number; lon: number; lat: number; speed?: number }[],
): PositionsFrame => ({
  layer: "positions",
  atMs,
  no: Uint32Array.from(rows, (row) => row.no),
  lon: Int32Array.from(rows, (row) => Math.round(row.lon * 1e7)),
  lat: Int32Array.from(rows, (row) => Math.round(row.lat * 1e7)),
  ageMs: Int32Array.from(rows, () => 1000),
  heading: Uint16Array.from(rows, () => 90),
  speed: Uint16Array.from(rows, (row) => (row.speed ?? 0) * 10),
});

describe("moving points", () => {
  test("a second frame moves the same entry and makes no new array", () => {
    const points = new MovingPoints();
    expect(points.write(frame(10_000, [{ no: 7, lon: 115.5, lat: 22.9, speed: 36 }]), () => true)).toBe(1);
    const { positions } = points;
    expect(points.write(frame(11_000, [{ no: 7, lon: 115.6, lat: 22.8, speed: 36 }]), () => true)).toBe(0);
    expect(points.positions).toBe(positions);
    expect(points.length).toBe(1);
    expect(points.positions[0]).toBeCloseTo(115.6, 4);
    expect(points.ahead[0] ?? 0).toBeGreaterThan(115.6);
    expect(points.observedAtMs[0]).toBe(10_000);
  });

  test("a standing thing has no wedge ahead", () => {
    const points = new MovingPoints();
    points.write(frame(0, [{ no: 1, lon: 115.5, lat: 22.9 }]), () => true);
    expect(points.ahead[0]).toBe(points.positions[0]);
  });

  test("numbers of another layer are not written", () => {
    const points = new MovingPoints();
    points.write(
      frame(0, [
        { no: 1, lon: 1, lat: 1 },
        { no: 2, lon: 1, lat: 1 },
      ]),
      (no) => no === 2,
    );
    expect([...points.numbers.slice(0, points.length)]).toEqual([2]);
  });

  test("growing preserves the written points", () => {
    const points = new MovingPoints();
    const many = Array.from({ length: 700 }, (_, no) => ({ no, lon: 115 + no / 1000, lat: 22 }));
    points.write(frame(5000, many), () => true);
    expect(points.length).toBe(700);
    expect(points.positions[2 * 699]).toBeCloseTo(115.699, 3);
    expect(points.positions[2 * 3]).toBeCloseTo(115.003, 3);
  });

  test("silent things turn grey and are not counted", () => {
    const points = new MovingPoints();
    points.write(frame(100_000, [{ no: 1, lon: 1, lat: 1 }]), () => true);
    points.write(frame(160_000, [{ no: 2, lon: 1, lat: 1 }]), () => true);
    points.paint(160_000, () => 45_000);
    expect(points.freshCount(160_000, 45_000)).toBe(1);
    expect([points.colours[3], points.colours[7]]).toEqual([110, 255]);
  });
});

describe("roads", () => {
  const roads = [
    {
      code: "r1",
      class: "arterial" as const,
      line: [
        [1, 1],
        [2, 2],
        [3, 3],
      ] as [number, number][],
    },
    {
      code: "r2",
      class: "street" as const,
      line: [
        [5, 5],
        [6, 6],
      ] as [number, number][],
    },
  ];

  test("are laid flat with the start of each", () => {
    const geometry = roadGeometry(roads);
    expect([...geometry.startIndices]).toEqual([0, 3, 5]);
    expect([...geometry.positions.slice(4, 8)]).toEqual([3, 3, 5, 5]);
  });

  test("have the colour of their state; a segment without a report is grey", () => {
    const colours = roadColours(roadGeometry(roads), new Map([["r1", "severe" as const]]));
    expect([...colours.slice(0, 4)]).toEqual([255, 77, 79, 255]);
    expect([...colours.slice(12, 16)]).toEqual([143, 163, 184, 140]);
  });
});

test("points have the place and colour of their item", () => {
  const points = pointsOf(
    [{ at: [115, 22] as const }],
    ({ at }) => at,
    () => [1, 2, 3, 4],
  );
  expect([...points.positions, ...points.colours]).toEqual([115, 22, 1, 2, 3, 4]);
});

test("density classes end at the limits of the legend", () => {
  expect(densityColour(5)).toEqual(densityColour(1));
  expect(densityColour(6)).not.toEqual(densityColour(5));
  expect(densityColour(60)).toEqual(densityColour(100_000));
});
