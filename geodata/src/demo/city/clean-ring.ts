// Makes simple rings of outlines quantised to a lattice: removes repeated points, spikes and loops that touch
// themselves.
import type { Point, Ring } from "./plane.ts";
import { at, signedAreaM2 } from "./ring.ts";

const key = ([x, y]: Point): string => `${x},${y}`;

/** Simple counter-clockwise loops of at least `minM2`; outlines wound either way are accepted. */
export function simpleLoops(outline: readonly Point[], minM2: number): Ring[] {
  const loops: Ring[] = [];
  let open: Point[] = [];
  let seen = new Map<string, number>();
  for (const point of outline) {
    const start = seen.get(key(point));
    if (start === undefined) {
      seen.set(key(point), open.length);
      open.push(point);
      continue;
    }
    loops.push(open.slice(start));
    open = open.slice(0, start + 1);
    seen = new Map(open.map((p, i) => [key(p), i]));
  }
  loops.push(open);
  return loops.filter((loop) => loop.length >= 3 && Math.abs(signedAreaM2(loop)) >= minM2).map(counterClockwise);
}

const counterClockwise = (loop: Ring): Ring => (signedAreaM2(loop) < 0 ? [...loop].reverse() : loop);

/** Index pairs of edges that cross; empty for a simple ring. */
export function selfCrossings(ring: Ring): [number, number][] {
  const found: [number, number][] = [];
  for (let i = 0; i < ring.length; i++) {
    for (let j = i + 2; j < ring.length; j++) {
      if (i === 0 && j === ring.length - 1) continue;
      if (segmentsCross(at(ring, i), at(ring, i + 1), at(ring, j), at(ring, j + 1))) found.push([i, j]);
    }
  }
  return found;
}

const side = (a: Point, b: Point, p: Point): number => (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);

export function segmentsCross(a: Point, b: Point, c: Point, d: Point): boolean {
  if (Math.max(a[0], b[0]) < Math.min(c[0], d[0]) || Math.max(c[0], d[0]) < Math.min(a[0], b[0])) return false;
  if (Math.max(a[1], b[1]) < Math.min(c[1], d[1]) || Math.max(c[1], d[1]) < Math.min(a[1], b[1])) return false;
  return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
}
