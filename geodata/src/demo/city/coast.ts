// Land polygons from the coast lines. Land lies left of every line (GSHHG level 1), so the mainland closes to the north.
import { clipToConvex } from "./clip.ts";
import type { Area, LonLat, Plane, Point, Ring } from "./plane.ts";
import { at, type Box, boxContains, boxOf, ringContains, signedAreaM2 } from "./ring.ts";

/** North of every coast point used here; the mainland polygon is closed along this parallel. */
const NORTH_EDGE = 25;

export interface Land {
  /** Polygons inside the window. */
  area: Area;
  /** True on land, by the full coast line. */
  contains(point: Point): boolean;
}

export function landFrom(coast: readonly LonLat[][], plane: Plane, window: Box): Land {
  const rings = closedRings(joined(coast)).map((ring) => ring.map(plane.toMetres));
  const wound = rings.filter((ring) => signedAreaM2(ring) > 0);
  const boxes = wound.map((ring) => boxOf(ring));
  const frame: Ring = [
    [window.minX, window.minY],
    [window.maxX, window.minY],
    [window.maxX, window.maxY],
    [window.minX, window.maxY],
  ];
  return {
    area: wound.flatMap((ring) => clipToConvex([ring], frame)),
    contains: (point) => wound.some((ring, i) => boxContains(at(boxes, i), point) && ringContains(ring, point)),
  };
}

const key = ([lon, lat]: LonLat): string => `${lon},${lat}`;

/** The source cuts lines at whole degrees; ends that meet are joined again. A line present in both files counts once. */
function joined(lines: readonly LonLat[][]): LonLat[][] {
  const byStart = new Map(lines.map((line) => [key(at(line, 0)), line]));
  const starts = new Set(byStart.keys());
  const ends = new Set([...byStart.values()].map((line) => key(at(line, -1))));
  const heads = [...starts].filter((start) => !ends.has(start));
  const walk = (start: string): LonLat[] => {
    const points: LonLat[] = [];
    for (
      let next = byStart.get(start);
      next && starts.delete(key(at(next, 0)));
      next = byStart.get(key(at(next, -1)))
    ) {
      points.push(...(points.length > 0 ? next.slice(1) : next));
    }
    return points;
  };
  const chains = heads.map(walk);
  for (const start of [...starts]) if (starts.has(start)) chains.push(walk(start));
  return chains;
}

function closedRings(chains: readonly LonLat[][]): Ring[] {
  return chains.map((chain) => {
    const first = at(chain, 0);
    const last = at(chain, -1);
    if (key(first) === key(last)) return chain.slice(0, -1);
    return [...chain, [last[0], NORTH_EDGE], [first[0], NORTH_EDGE]];
  });
}
