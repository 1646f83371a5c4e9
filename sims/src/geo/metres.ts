// Distances inside one city: a flat earth is accurate to a few metres.
import type { Position } from "@minqing/core/geo/position";

const METRES_PER_DEGREE = 111_320;
const RADIANS = Math.PI / 180;

/** East and north of `from`, in metres. */
export function offsetM(from: Readonly<Position>, to: Readonly<Position>): [east: number, north: number] {
  const scale = Math.cos(((from[1] + to[1]) / 2) * RADIANS);
  return [(to[0] - from[0]) * METRES_PER_DEGREE * scale, (to[1] - from[1]) * METRES_PER_DEGREE];
}

export function distanceM(from: Readonly<Position>, to: Readonly<Position>): number {
  return Math.hypot(...offsetM(from, to));
}

export function moved(from: Readonly<Position>, eastM: number, northM: number): Position {
  const lat = from[1] + northM / METRES_PER_DEGREE;
  return [from[0] + eastM / (METRES_PER_DEGREE * Math.cos(((from[1] + lat) / 2) * RADIANS)), lat];
}

/** Compass direction from one point to another, in degrees. */
export function headingDeg(from: Readonly<Position>, to: Readonly<Position>): number {
  const [east, north] = offsetM(from, to);
  return (Math.atan2(east, north) / RADIANS + 360) % 360;
}
