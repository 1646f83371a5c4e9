// The place of a tag at the map's edge for a case outside the view, with bearing and distance.
import type { Position } from "@minqing/core/geo/position";

type Bearing = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

export interface EdgeTag {
  /** Shares of the pane's width and height, on its border. */
  leftShare: number;
  topShare: number;
  /** 0 is north, then clockwise. */
  bearing: Bearing;
  distanceM: number;
}

const EARTH_M = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres along the surface; accurate to half a percent, which is enough for a tag. */
export function distanceM([lonA, latA]: Readonly<Position>, [lonB, latB]: Readonly<Position>): number {
  const a =
    Math.sin(radians(latB - latA) / 2) ** 2 +
    Math.cos(radians(latA)) * Math.cos(radians(latB)) * Math.sin(radians(lonB - lonA) / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.sqrt(a));
}

/** Null when the point is in view. `point` and `box` are pixels of the pane, y downwards. */
export function edgeTag(
  point: { x: number; y: number },
  box: { width: number; height: number },
  centre: Readonly<Position>,
  target: Readonly<Position>,
): EdgeTag | null {
  if (point.x >= 0 && point.y >= 0 && point.x <= box.width && point.y <= box.height) return null;
  const dx = point.x - box.width / 2;
  const dy = point.y - box.height / 2;
  const scale = Math.min(box.width / 2 / Math.max(Math.abs(dx), 1e-9), box.height / 2 / Math.max(Math.abs(dy), 1e-9));
  const angle = (Math.atan2(dx, -dy) * 180) / Math.PI;
  return {
    leftShare: 0.5 + (dx * scale) / box.width,
    topShare: 0.5 + (dy * scale) / box.height,
    bearing: (Math.round(((angle + 360) % 360) / 45) % 8) as Bearing,
    distanceM: distanceM(centre, target),
  };
}
