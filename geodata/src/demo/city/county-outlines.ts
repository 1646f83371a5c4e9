// County outlines: GCJ-02 lattice points become simple WGS84 rings, smoothed without opening gaps between neighbours.
import { toWgs84 } from "@minqing/core/geo/position";
import { simpleLoops } from "./clean-ring.ts";
import type { Area, LonLat, Plane, Ring } from "./plane.ts";
import { at } from "./ring.ts";
import type { CitySources } from "./sources.ts";

/** Islets below this are a few lattice points and no outline. In square degrees: about 2 hectares. */
const MIN_ISLET = 2e-6;
const SMOOTHING_STEPS = 3;

export interface CountyOutline {
  name: string;
  area: Area;
}

export function countyOutlines(sources: CitySources, plane: Plane): CountyOutline[] {
  let outlines = sources.counties.map(({ name, outlines: rings }) => ({
    name,
    area: rings.flatMap((outline) => simpleLoops(outline, MIN_ISLET)),
  }));
  const pinned = pinnedPoints(outlines.flatMap(({ area }) => area));
  for (let step = 0; step < SMOOTHING_STEPS; step++) {
    // A pinned point never moves, so its key stays valid from step to step.
    outlines = outlines.map(({ name, area }) => ({ name, area: area.map((ring) => smoothed(ring, pinned)) }));
  }
  return outlines.map(({ name, area }) => ({ name, area: area.flatMap((ring) => onGround(ring, plane)) }));
}

const key = ([x, y]: LonLat): string => `${x},${y}`;

/** Where borders meet: points whose neighbours differ from ring to ring. Moving one would open a gap. */
function pinnedPoints(rings: readonly Ring[]): Set<string> {
  const neighbours = new Map<string, Set<string>>();
  const pinned = new Set<string>();
  for (const ring of rings) {
    ring.forEach((point, i) => {
      const around = [key(at(ring, i - 1)), key(at(ring, i + 1))];
      const known = neighbours.get(key(point));
      if (!known) neighbours.set(key(point), new Set(around));
      else if (around.some((k) => !known.has(k))) pinned.add(key(point));
    });
  }
  return pinned;
}

/** The lattice is 1/1024° (about 100 m); averaging with the neighbours removes its steps. */
function smoothed(ring: Ring, pinned: ReadonlySet<string>): Ring {
  return ring.map((point, i) => {
    if (pinned.has(key(point))) return point;
    const before = at(ring, i - 1);
    const after = at(ring, i + 1);
    // The sum of the neighbours first: addition of two is the same in either order, and rings run in opposite ways.
    return [(before[0] + after[0]) / 4 + point[0] / 2, (before[1] + after[1]) / 4 + point[1] / 2];
  });
}

function onGround(ring: Ring, plane: Plane): Ring[] {
  const metres = ring.map((position) => plane.toMetres(toWgs84(position, "GCJ02")));
  return simpleLoops(metres, 10_000);
}
