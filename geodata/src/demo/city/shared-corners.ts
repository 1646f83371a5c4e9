// Gives neighbours the same corners: if a corner of one area lies on an edge of another, the edge gets this corner too.
// Without it, rounding the corner to a centimetre opens slivers of up to 16 m² along edges of several kilometres.
import type { Area, Point, Ring } from "./plane.ts";
import { at, boxOf, distanceM, distanceToSegmentM } from "./ring.ts";

const BUCKET_M = 500;
/** Points nearer than this are the same: far above the error of computing a point twice, below the rounding. */
const SAME_PLACE_M = 0.005;

const bucket = (metres: number): number => Math.floor(metres / BUCKET_M);

export function withSharedCorners<T extends { area: Area }>(items: readonly T[]): T[] {
  const corners = new Map<string, Point[]>();
  for (const point of items.flatMap(({ area }) => area.flat())) {
    const key = `${bucket(point[0])},${bucket(point[1])}`;
    const known = corners.get(key);
    if (!known) corners.set(key, [point]);
    else if (!known.some((other) => distanceM(other, point) < SAME_PLACE_M)) known.push(point);
  }
  return items.map((item) => ({ ...item, area: item.area.map((ring) => withCorners(ring, corners)) }));
}

function withCorners(ring: Ring, corners: ReadonlyMap<string, readonly Point[]>): Ring {
  return ring.flatMap((b, i) => {
    const a = at(ring, i - 1);
    return [...cornersOn(a, b, corners), b];
  });
}

/** Corners strictly between a and b, in order from a. */
function cornersOn(a: Point, b: Point, corners: ReadonlyMap<string, readonly Point[]>): Point[] {
  const found: { point: Point; from: number }[] = [];
  const box = boxOf([a, b]);
  for (let x = bucket(box.minX - SAME_PLACE_M); x <= bucket(box.maxX + SAME_PLACE_M); x++) {
    for (let y = bucket(box.minY - SAME_PLACE_M); y <= bucket(box.maxY + SAME_PLACE_M); y++) {
      for (const point of corners.get(`${x},${y}`) ?? []) {
        if (distanceToSegmentM(point, a, b) >= SAME_PLACE_M) continue;
        const from = distanceM(a, point);
        if (from >= SAME_PLACE_M && distanceM(b, point) >= SAME_PLACE_M) found.push({ point, from });
      }
    }
  }
  return found.sort((p, q) => p.from - q.from).map(({ point }) => point);
}
