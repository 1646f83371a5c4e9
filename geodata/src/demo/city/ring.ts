// Measures of rings and areas in the flat plane.
import type { Area, Point, Ring } from "./plane.ts";

export interface Box {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

/** Item of a ring at any index, wrapping around. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[((index % items.length) + items.length) % items.length];
  if (item === undefined) throw new Error("expected a list with items, got an empty one");
  return item;
}

/** Positive when counter-clockwise. */
export function signedAreaM2(ring: Ring): number {
  let twice = 0;
  let previous = at(ring, -1);
  for (const point of ring) {
    twice += previous[0] * point[1] - point[0] * previous[1];
    previous = point;
  }
  return twice / 2;
}

export const areaM2 = (area: Area): number => area.reduce((sum, ring) => sum + Math.abs(signedAreaM2(ring)), 0);

/** Centre of gravity. */
export function centroidOf(area: Area): Point {
  const origin = at(at(area, 0), 0);
  let weight = 0;
  let x = 0;
  let y = 0;
  for (const ring of area) {
    let previous = at(ring, -1);
    for (const point of ring) {
      const ax = previous[0] - origin[0];
      const ay = previous[1] - origin[1];
      const bx = point[0] - origin[0];
      const by = point[1] - origin[1];
      const cross = ax * by - bx * ay;
      weight += cross;
      x += (ax + bx) * cross;
      y += (ay + by) * cross;
      previous = point;
    }
  }
  return weight === 0 ? origin : [origin[0] + x / (3 * weight), origin[1] + y / (3 * weight)];
}

export function ringContains(ring: Ring, [x, y]: Point): boolean {
  let inside = false;
  let previous = at(ring, -1);
  for (const point of ring) {
    const crosses = point[1] > y !== previous[1] > y;
    if (crosses && x < ((previous[0] - point[0]) * (y - point[1])) / (previous[1] - point[1]) + point[0])
      inside = !inside;
    previous = point;
  }
  return inside;
}

export const areaContains = (area: Area, point: Point): boolean => area.some((ring) => ringContains(ring, point));

export function boxOf(points: Iterable<Point>): Box {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const [x, y] of points) {
    if (x < box.minX) box.minX = x;
    if (x > box.maxX) box.maxX = x;
    if (y < box.minY) box.minY = y;
    if (y > box.maxY) box.maxY = y;
  }
  return box;
}

export const boxOfArea = (area: Area): Box => boxOf(area.flat());

export const boxesTouch = (a: Box, b: Box): boolean =>
  a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY;

export const boxContains = (box: Box, [x, y]: Point): boolean =>
  x >= box.minX && x <= box.maxX && y >= box.minY && y <= box.maxY;

export const distanceM = (a: Point, b: Point): number => Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2);

export function distanceToSegmentM(p: Point, a: Point, b: Point): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const length2 = dx * dx + dy * dy;
  const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length2));
  return distanceM(p, [a[0] + t * dx, a[1] + t * dy]);
}

/** To the border, from either side. */
export function distanceToRingM(ring: Ring, point: Point): number {
  let best = Infinity;
  let previous = at(ring, -1);
  for (const next of ring) {
    best = Math.min(best, distanceToSegmentM(point, previous, next));
    previous = next;
  }
  return best;
}

/** A point inside: the centroid where it lies inside, else the middle of the widest chord through its height. */
export function innerPointOf(area: Area): Point {
  const largest = [...area].sort((a, b) => signedAreaM2(b) - signedAreaM2(a)).slice(0, 1);
  const centre = centroidOf(largest);
  const ring = at(largest, 0);
  if (ringContains(ring, centre)) return centre;
  const y = centre[1] + 1e-6;
  const crossings: number[] = [];
  ring.forEach((b, i) => {
    const a = at(ring, i - 1);
    if (a[1] > y !== b[1] > y) crossings.push(a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]));
  });
  crossings.sort((a, b) => a - b);
  let best: [number, number] = [at(crossings, 0), at(crossings, 1)];
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const from = at(crossings, i);
    const to = at(crossings, i + 1);
    if (to - from > best[1] - best[0]) best = [from, to];
  }
  return [(best[0] + best[1]) / 2, y];
}
