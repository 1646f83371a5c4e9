// Cuts areas by half planes and convex cells. General clippers with exact arithmetic need milliseconds a cell; cutting
// a simple ring by one line at a time needs microseconds, and neighbouring cells that are cut by the same line leave no
// gap.
import type { Area, Point, Ring } from "./plane.ts";
import { at, boxesTouch, boxOf, boxOfArea, signedAreaM2 } from "./ring.ts";

/** Parts smaller than this are rounding, not land. */
const MIN_PART_M2 = 1;

interface Chain {
  points: Point[];
  entry: number;
  exit: number;
}

/** The parts of a ring that lie left of the line a→b (points on the line count as left). */
export function clipLeftOf(ring: Ring, a: Point, b: Point): Ring[] {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const sides = ring.map((p) => dx * (p[1] - a[1]) - dy * (p[0] - a[0]));
  const firstOut = sides.findIndex((side) => side < 0);
  if (firstOut < 0) return [ring];
  if (!sides.some((side) => side >= 0)) return [];
  const along = (p: Point): number => dx * (p[0] - a[0]) + dy * (p[1] - a[1]);
  return joinChains(chainsOf(ring, sides, firstOut, along));
}

function chainsOf(ring: Ring, sides: readonly number[], firstOut: number, along: (p: Point) => number): Chain[] {
  const chains: Chain[] = [];
  let current: Chain | null = null;
  for (let step = 0; step < ring.length; step++) {
    const from = at(ring, firstOut + step);
    const to = at(ring, firstOut + step + 1);
    const sideFrom = at(sides, firstOut + step);
    const sideTo = at(sides, firstOut + step + 1);
    if (sideFrom >= 0 === sideTo >= 0) {
      if (current) current.points.push(to);
      continue;
    }
    const cut = crossing(from, to, sideFrom, sideTo);
    if (current) {
      current.points.push(cut);
      current.exit = along(cut);
      current = null;
    } else {
      current = { points: [cut, to], entry: along(cut), exit: 0 };
      chains.push(current);
    }
  }
  return chains;
}

/** The same point from whichever end the edge is traversed, so that neighbours agree to the bit. */
function crossing(from: Point, to: Point, sideFrom: number, sideTo: number): Point {
  if (sideFrom < 0) return crossing(to, from, sideTo, sideFrom);
  const t = sideFrom / (sideFrom - sideTo);
  return [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
}

/** Along the line the ring's inside lies between the 1st and 2nd crossing, the 3rd and 4th, and so on. */
function joinChains(chains: readonly Chain[]): Ring[] {
  const ends = chains.flatMap((chain, index) => [
    { at: chain.entry, index, entry: true },
    { at: chain.exit, index, entry: false },
  ]);
  ends.sort((p, q) => p.at - q.at || p.index - q.index);
  const follower = new Map<number, number>();
  for (let i = 0; i < ends.length; i += 2) {
    const p = at(ends, i);
    const q = at(ends, i + 1);
    if (p.entry === q.entry) throw new Error(`expected a simple ring, got one that crosses itself near ${p.at}`);
    follower.set(p.entry ? q.index : p.index, p.entry ? p.index : q.index);
  }
  const rings: Ring[] = [];
  const used = new Set<number>();
  chains.forEach((_, start) => {
    if (used.has(start)) return;
    const points: Point[] = [];
    for (let i: number | undefined = start; i !== undefined && !used.has(i); i = follower.get(i)) {
      used.add(i);
      points.push(...(chains[i]?.points ?? []));
    }
    const ring = withoutRepeats(points);
    if (ring.length >= 3 && signedAreaM2(ring) > MIN_PART_M2) rings.push(ring);
  });
  return rings;
}

export function withoutRepeats(points: readonly Point[]): Point[] {
  return points.filter((p, i) => {
    const before = at(points, i - 1);
    return p[0] !== before[0] || p[1] !== before[1];
  });
}

/** The part of `area` inside a convex, counter-clockwise cell. */
export function clipToConvex(area: Area, cell: Ring): Area {
  const cellBox = boxOf(cell);
  let rings: Ring[] = area.filter((ring) => boxesTouch(boxOf(ring), cellBox));
  if (rings.length === 0) return [];
  const areaBox = boxOfArea(rings);
  cell.forEach((b, i) => {
    const a = at(cell, i - 1);
    if (isBoxLeftOf(areaBox, a, b)) return;
    rings = rings.flatMap((ring) => clipLeftOf(ring, a, b));
  });
  return rings;
}

function isBoxLeftOf(box: { minX: number; minY: number; maxX: number; maxY: number }, a: Point, b: Point): boolean {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const worstX = dy > 0 ? box.maxX : box.minX;
  const worstY = dx > 0 ? box.minY : box.maxY;
  return dx * (worstY - a[1]) - dy * (worstX - a[0]) >= 0;
}
