// Distributes the census over villages: urban communities are three times as dense, larger cells have more people, sums
// are exact.
import { areaM2 } from "./ring.ts";
import type { VillageCell } from "./villages.ts";

export interface People {
  population: number;
  households: number;
}

/** 2020 census, Guangdong coast: about 3.2 people a household. */
const PEOPLE_PER_HOUSEHOLD = 3.2;

const isUrban = (name: string): boolean => name.includes("居委会") || name.includes("社区");

export function peopleOfVillages(villages: readonly VillageCell[], population: number): Map<string, People> {
  const weights = villages.map(({ name, area }) => (isUrban(name) ? 3 : 1) * (areaM2(area) / 1e6) ** 0.4);
  const counts = sharedOut(population, weights);
  return new Map(
    villages.map(({ code }, i) => {
      const people = counts[i] ?? 0;
      return [code, { population: people, households: Math.round(people / PEOPLE_PER_HOUSEHOLD) }];
    }),
  );
}

/** Whole numbers in proportion to the weights that sum to `total` (largest remainders). */
export function sharedOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const whole = exact.map(Math.floor);
  const missing = total - whole.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((value, i) => ({ i, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of byRemainder.slice(0, missing)) whole[i] = (whole[i] ?? 0) + 1;
  return whole;
}
