// Measures and cuts lines in the flat plane.
import type { Line, Point } from "./plane.ts";
import { at, distanceM } from "./ring.ts";

export function lengthOf(line: Line): number {
  let length = 0;
  for (let i = 1; i < line.length; i++) length += distanceM(at(line, i - 1), at(line, i));
  return length;
}

export const between = (a: Point, b: Point, t: number): Point => [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];

/** Point and direction (unit vector) at a distance from the start; beyond the end, the end. */
export function pointAlong(line: Line, distance: number): { point: Point; direction: Point } {
  let left = distance;
  for (let i = 1; i < line.length; i++) {
    const a = at(line, i - 1);
    const b = at(line, i);
    const step = distanceM(a, b);
    if (step > 0 && (left <= step || i === line.length - 1)) {
      const direction: Point = [(b[0] - a[0]) / step, (b[1] - a[1]) / step];
      return { point: between(a, b, Math.min(1, left / step)), direction };
    }
    left -= step;
  }
  return { point: at(line, -1), direction: [1, 0] };
}

/** The stretch between two distances from the start. */
export function stretchOf(line: Line, from: number, to: number): Point[] {
  const points: Point[] = [pointAlong(line, from).point];
  let run = 0;
  for (let i = 1; i < line.length; i++) {
    run += distanceM(at(line, i - 1), at(line, i));
    if (run > from + 0.01 && run < to - 0.01) points.push(at(line, i));
  }
  points.push(pointAlong(line, to).point);
  return points;
}

export function resampled(line: Line, stepM: number): Point[] {
  const length = lengthOf(line);
  const count = Math.max(1, Math.round(length / stepM));
  return Array.from({ length: count + 1 }, (_, i) => pointAlong(line, (length * i) / count).point);
}

/** Chaikin's corner cutting; the ends stay. */
export function rounded(line: Line, steps: number): Line {
  let current = line;
  for (let step = 0; step < steps; step++) {
    const next: Point[] = [at(current, 0)];
    for (let i = 1; i < current.length; i++) {
      const a = at(current, i - 1);
      const b = at(current, i);
      if (i > 1) next.push(between(a, b, 0.25));
      if (i < current.length - 1) next.push(between(a, b, 0.75));
    }
    next.push(at(current, -1));
    current = next;
  }
  return current;
}

/** A line with one point for each push, moved sideways where `isGood` accepts it; straight where it accepts none. */
export function bent(a: Point, b: Point, pushes: readonly number[], isGood: (p: Point) => boolean): Line {
  const inner = pushes.map((push, i) => {
    const base = between(a, b, (i + 1) / (pushes.length + 1));
    for (const share of [1, -1, 0.5, -0.5]) {
      const p: Point = [base[0] - (b[1] - a[1]) * push * share, base[1] + (b[0] - a[0]) * push * share];
      if (isGood(p)) return p;
    }
    return base;
  });
  return [a, ...inner, b];
}
