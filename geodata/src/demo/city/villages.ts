// Village cells: real codes and names, invented places. 60 % of the seeds lie about the town seat, 40 % anywhere on land.
import type { Land } from "./coast.ts";
import type { Area, Point } from "./plane.ts";
import { type Random, randomFor } from "./random.ts";
import { areaContains, areaM2, at, boxOfArea, distanceM, innerPointOf, signedAreaM2 } from "./ring.ts";
import type { TownCell } from "./towns.ts";
import { relaxed, splitByNearest } from "./voronoi.ts";

export interface VillageCell {
  code: string;
  name: string;
  townCode: string;
  area: Area;
  centre: Point;
}

const NEAR_SEAT_SHARE = 0.6;
const TRIES = 400;

export function villageCells(
  town: TownCell,
  villages: readonly { code: string; name: string }[],
  land: Land,
  seed: string,
): VillageCell[] {
  const spacing = 0.6 * Math.sqrt(areaM2(town.area) / villages.length);
  const mainland = { ...town, area: withoutIslets(town.area) };
  const seeds: Point[] = [];
  for (const { code } of villages) seeds.push(villageSeed(mainland, seeds, spacing, land, randomFor(seed, code)));
  const parts = splitByNearest(town.area, relaxed(mainland.area, seeds));
  return villages.map(({ code, name }, i) => {
    const area = parts[i] ?? [];
    if (area.length === 0) throw new Error(`expected land for village ${code} ${name}, got an empty cell`);
    return { code, name, townCode: town.code, area, centre: innerPointOf(area) };
  });
}

/** Islets have no village of their own: they belong to the nearest one. */
function withoutIslets(area: Area): Area {
  const largest = Math.max(...area.map(signedAreaM2));
  return area.filter((ring) => signedAreaM2(ring) > 0.2 * largest);
}

/** Keeps its distance from earlier seeds; the distance shrinks while no place is found. */
function villageSeed(town: TownCell, earlier: readonly Point[], spacing: number, land: Land, random: Random): Point {
  const box = boxOfArea(town.area);
  const reach = 0.32 * Math.sqrt(areaM2(town.area));
  const nearSeat = random.next() < NEAR_SEAT_SHARE;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const gap = spacing * (1 - attempt / TRIES);
    const candidate: Point = nearSeat
      ? [town.seat[0] + random.bell() * reach, town.seat[1] + random.bell() * reach]
      : [random.between(box.minX, box.maxX), random.between(box.minY, box.maxY)];
    if (!areaContains(town.area, candidate)) continue;
    if (earlier.some((other) => distanceM(other, candidate) < gap)) continue;
    // The coast line and the outline differ by some hundred metres: towards the end the outline alone decides.
    if (attempt < TRIES * 0.8 && !land.contains(candidate)) continue;
    return candidate;
  }
  const ring = at(town.area, 0);
  const corner = at(ring, random.below(ring.length));
  const inside = innerPointOf(town.area);
  return [(corner[0] + inside[0]) / 2, (corner[1] + inside[1]) / 2];
}
