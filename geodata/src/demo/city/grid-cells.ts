// Grid cells (单元网格): each village split by area; 15 digits = village code + sequence (GB/T 30428.1).
import type { Area, Point } from "./plane.ts";
import { type People, sharedOut } from "./population.ts";
import { randomFor } from "./random.ts";
import { areaContains, areaM2, boxOfArea, innerPointOf } from "./ring.ts";
import type { VillageCell } from "./villages.ts";
import { relaxed, splitByNearest } from "./voronoi.ts";

export interface DemoGridCell {
  code: string;
  villageCode: string;
  name: string;
  area: Area;
  areaM2: number;
  labelAt: Point;
  population: number;
  households: number;
}

/** Number of cells of each village: at least one, the others by households, about `target` in total. */
export function gridCounts(people: ReadonlyMap<string, People>, target: number): Map<string, number> {
  const codes = [...people.keys()];
  const spare = Math.max(0, target - codes.length);
  const extra = sharedOut(
    spare,
    codes.map((code) => people.get(code)?.households ?? 0),
  );
  return new Map(codes.map((code, i) => [code, Math.min(999, 1 + (extra[i] ?? 0))]));
}

export function gridCells(village: VillageCell, count: number, people: People, seed: string): DemoGridCell[] {
  const areas = count === 1 ? [village.area] : splitEvenly(village, count, seed);
  const parts = areas.filter((area) => area.length > 0);
  const order = parts.map((area) => ({ area, at: innerPointOf(area) })).sort((a, b) => rank(a.at) - rank(b.at));
  const weights = order.map(({ area }) => Math.sqrt(areaM2(area)));
  const population = sharedOut(people.population, weights);
  const households = sharedOut(people.households, weights);
  return order.map(({ area, at }, i) => {
    const sequence = String(i + 1).padStart(3, "0");
    return {
      code: village.code + sequence,
      villageCode: village.code,
      name: `第${sequence}网格`,
      area,
      areaM2: areaM2(area),
      labelAt: at,
      population: population[i] ?? 0,
      households: households[i] ?? 0,
    };
  });
}

/** Numbered left to right, top to bottom, in bands of 400 m [CJ/T 349]. */
const rank = ([x, y]: Point): number => -Math.round(y / 400) * 1e7 + x;

function splitEvenly(village: VillageCell, count: number, seed: string): Area[] {
  const random = randomFor(seed, `${village.code}:grid`);
  const box = boxOfArea(village.area);
  let seeds: Point[] = [];
  while (seeds.length < count) {
    const candidate: Point = [random.between(box.minX, box.maxX), random.between(box.minY, box.maxY)];
    if (areaContains(village.area, candidate)) seeds.push(candidate);
  }
  for (let step = 0; step < 3; step++) seeds = relaxed(village.area, seeds);
  return splitByNearest(village.area, seeds);
}
