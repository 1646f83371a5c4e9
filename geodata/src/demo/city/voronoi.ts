// Splits an area among seeds: every place belongs to the nearest seed.
import { Delaunay } from "d3-delaunay";
import { clipToConvex } from "./clip.ts";
import type { Area, Point, Ring } from "./plane.ts";
import { boxOfArea, centroidOf, signedAreaM2 } from "./ring.ts";

/** One part per seed, in the seeds' order; a seed outside the area may get an empty part. */
export function splitByNearest(area: Area, seeds: readonly Point[]): Area[] {
  if (seeds.length === 1) return [area];
  const box = boxOfArea(area);
  const margin = 1000 + (box.maxX - box.minX) + (box.maxY - box.minY);
  const delaunay = Delaunay.from(
    seeds,
    ([x]) => x,
    ([, y]) => y,
  );
  const voronoi = delaunay.voronoi([box.minX - margin, box.minY - margin, box.maxX + margin, box.maxY + margin]);
  return seeds.map((_, i) => {
    const polygon = voronoi.cellPolygon(i);
    if (!polygon) return [];
    return clipToConvex(area, counterClockwise(polygon.slice(0, -1) as Point[]));
  });
}

function counterClockwise(ring: Point[]): Ring {
  return signedAreaM2(ring) < 0 ? ring.reverse() : ring;
}

/** Lloyd's step: each seed moves to the middle of its part, which makes the parts more even. */
export function relaxed(area: Area, seeds: readonly Point[]): Point[] {
  const parts = splitByNearest(area, seeds);
  return seeds.map((seed, i) => {
    const part = parts[i];
    return part && part.length > 0 ? centroidOf(part) : seed;
  });
}
