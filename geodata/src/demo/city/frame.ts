// The base of the generated devices, people and cases: the city's land, its units, its roads and rivers.
import type { Land } from "./coast.ts";
import type { DemoGridCell } from "./grid-cells.ts";
import type { GridIndex } from "./locate.ts";
import type { Area, Point } from "./plane.ts";
import { type People, sharedOut } from "./population.ts";
import { type Random, randomFor } from "./random.ts";
import { areaContains } from "./ring.ts";
import type { DemoReach, DemoRiver } from "./rivers.ts";
import type { DemoRoad } from "./roads.ts";
import type { TownCell } from "./towns.ts";
import type { VillageCell } from "./villages.ts";

export interface CountyCell {
  code: string;
  name: string;
  area: Area;
}

export interface CityFrame {
  code: string;
  name: string;
  seed: string;
  /** 1 for the demo, 0.02 for tests: thins out grids, devices, components and cases, never the units with real codes. */
  densityScale: number;
  counties: readonly CountyCell[];
  towns: readonly TownCell[];
  villages: readonly VillageCell[];
  people: ReadonlyMap<string, People>;
  grid: GridIndex;
  cells: readonly DemoGridCell[];
  land: Land;
  area: Area;
  roads: readonly DemoRoad[];
  rivers: readonly DemoRiver[];
  reaches: readonly DemoReach[];
}

/** A number of objects at this frame's density; never none. */
export const scaled = (frame: CityFrame, atFullScale: number): number =>
  Math.max(1, Math.round(atFullScale * frame.densityScale));

export const isUrban = (villageName: string): boolean => villageName.includes("居委会") || villageName.includes("社区");

export interface VillageSlot {
  village: VillageCell;
  /** 1 for the first object of its kind in the village. */
  number: number;
}

/**
 * Chooses villages for `count` objects: towns in proportion to `weight`, within a town by a random rank of the code, so
 * that one more object moves no other.
 */
export function villageSlots(
  frame: CityFrame,
  kind: string,
  count: number,
  weight: (village: VillageCell) => number,
): VillageSlot[] {
  const byTown = frame.towns.map((town) => frame.villages.filter((village) => village.townCode === town.code));
  const shares = sharedOut(
    count,
    byTown.map((villages) => villages.reduce((sum, village) => sum + weight(village), 0)),
  );
  return byTown.flatMap((villages, i) => {
    const ranked = villages
      .map((village) => ({
        village,
        rank: randomFor(frame.seed, `${kind}:${village.code}`).next() / (weight(village) + 1e-9),
      }))
      .sort((p, q) => p.rank - q.rank || (p.village.code < q.village.code ? -1 : 1));
    return Array.from({ length: shares[i] ?? 0 }, (_, n): VillageSlot[] => {
      const village = ranked[n % ranked.length]?.village;
      return village ? [{ village, number: Math.floor(n / ranked.length) + 1 }] : [];
    }).flat();
  });
}

/** A place in the village, mostly near its centre. */
export function placeIn(village: VillageCell, random: Random, spreadM: number): Point {
  for (let attempt = 0; attempt < 20; attempt++) {
    const shrink = 1 - attempt / 20;
    const candidate: Point = [
      village.centre[0] + random.bell() * spreadM * shrink,
      village.centre[1] + random.bell() * spreadM * shrink,
    ];
    if (areaContains(village.area, candidate)) return candidate;
  }
  return village.centre;
}
