// Vehicles stay on the road graph, move without jumps, and do not depend on how often they are read.
import type { Position } from "@minqing/core/geo/position";
import { distanceM, moved } from "@minqing/sims/geo/metres";
import { alongTrack } from "@minqing/sims/geo/track";
import { startDrive } from "@minqing/sims/road/drive";
import { roadGraphOf } from "@minqing/sims/road/road-graph";
import { NodeFinder, strollLine } from "@minqing/sims/road/stroll-line";
import fc from "fast-check";
import { expect, test } from "vitest";
import { PLACE, START_MS, worldWith } from "../test-world.ts";

const SIDE = 5;
const corner = (node: number): Position => moved(PLACE, (node % SIDE) * 800, Math.floor(node / SIDE) * 700);
const road = (fromNode: number, toNode: number) => ({
  code: `R-${fromNode}-${toNode}`,
  name: "示例路",
  class: "street" as const,
  fromNode,
  toNode,
  freeSpeedKmh: 50,
  regionCode: "441502001001",
  line: [corner(fromNode), moved(corner(fromNode), 120, 180), corner(toNode)],
});
const graph = roadGraphOf(
  Array.from({ length: SIDE * SIDE }, (_, node) => [
    ...(node % SIDE < SIDE - 1 ? [road(node, node + 1)] : []),
    ...(node + SIDE < SIDE * SIDE ? [road(node, node + SIDE)] : []),
  ]).flat(),
);
const drive = (id: string) =>
  startDrive({ world: worldWith("rush-hour"), graph, id, homeNode: 12, usualSpeedKmh: 40, rangeM: 1_500 });

/** Distance to the nearest point of the segment, searched metre by metre. */
function apartM(position: Position, roadCode: string): number {
  const track = graph.byCode.get(roadCode)?.track;
  if (track === undefined) return Number.POSITIVE_INFINITY;
  const steps = Array.from({ length: Math.ceil(track.lengthM) + 1 }, (_, metre) => alongTrack(track, metre).position);
  return Math.min(...steps.map((point) => distanceM(point, position)));
}

test("a vehicle is always on a segment of the graph, and never jumps", () => {
  const at = drive("vehicle-1");
  let last: Position | null = null;
  const seen = new Set<string>();
  for (let second = 0; second < 3_600; second += 10) {
    const { position, roadCode, speedKmh } = at(START_MS + second * 1_000);
    expect(apartM(position, roadCode)).toBeLessThan(1);
    if (last !== null) expect(distanceM(last, position)).toBeLessThan((60 / 3.6) * 10);
    expect(speedKmh).toBeLessThanOrEqual(60);
    seen.add(roadCode);
    last = position;
  }
  expect(seen.size).toBeGreaterThan(5);
});

test("a vehicle's position does not depend on how often it was read", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 30 }), (gaps) => {
      const often = drive("vehicle-2");
      const once = drive("vehicle-2");
      const total = gaps.reduce((sum, gap) => sum + gap, 0);
      let atMs = START_MS;
      for (const gap of gaps) {
        atMs += gap * 1_000;
        often(atMs);
      }
      expect(often(atMs)).toEqual(once(START_MS + total * 1_000));
    }),
    { numRuns: 30 },
  );
});

test("a grid worker's stroll begins at the nearest road end and follows roads", () => {
  const home = new NodeFinder(graph).nearest(moved(corner(7), 90, -60));
  expect(home).toBe(7);
  const line = strollLine(graph, 7, "test", "patrol-1");
  expect(line?.points[0]).toEqual(corner(7));
  expect(line?.lengthM).toBeGreaterThan(1_400);
});
