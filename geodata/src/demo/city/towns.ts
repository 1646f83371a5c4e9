// Town cells: per county, every place belongs to the nearest town seat.
import type { Area, Plane, Point } from "./plane.ts";
import { randomFor } from "./random.ts";
import { areaContains, at, centroidOf, distanceM, distanceToRingM } from "./ring.ts";
import type { CitySources } from "./sources.ts";
import { splitByNearest } from "./voronoi.ts";

export interface TownCell {
  code: string;
  name: string;
  countyCode: string;
  seat: Point;
  area: Area;
}

/** Seats are estimates; one that falls outside its county is moved at least this far inside. */
const INSIDE_M = 600;

export function townCells(
  sources: CitySources,
  county: { code: string; area: Area },
  towns: readonly { code: string; name: string }[],
  plane: Plane,
): TownCell[] {
  const seats = towns.map(({ code }) => {
    const position = sources.seats.get(code);
    if (!position) throw new Error(`expected a seat for town ${code}, got none`);
    return insideSeat(plane.toMetres(position), county.area, code);
  });
  const parts = splitByNearest(county.area, seats);
  return towns.map(({ code, name }, i) => {
    const area = parts[i] ?? [];
    if (area.length === 0) throw new Error(`expected land for town ${code} ${name}, got an empty cell`);
    return { code, name, countyCode: county.code, seat: at(seats, i), area };
  });
}

function insideSeat(seat: Point, county: Area, code: string): Point {
  const isGood = (p: Point): boolean =>
    areaContains(county, p) && county.every((ring) => distanceToRingM(ring, p) > INSIDE_M);
  if (areaContains(county, seat)) return seat;
  // Searches in growing circles; the first good place is the nearest one, within one step.
  const random = randomFor("seat", code);
  for (let radius = 200; radius < 20_000; radius += 200) {
    for (let attempt = 0; attempt < 24; attempt++) {
      const dx = random.between(-1, 1);
      const dy = random.between(-1, 1);
      const length = Math.sqrt(dx * dx + dy * dy) || 1;
      const candidate: Point = [seat[0] + (dx / length) * radius, seat[1] + (dy / length) * radius];
      if (isGood(candidate)) return candidate;
    }
  }
  throw new Error(`expected seat ${code} within 20 km of its county, got ${distanceM(seat, centroidOf(county))} m`);
}
