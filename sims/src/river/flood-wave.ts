// How a river rises: rain on the catchment upstream of a gauge, delayed by its travel time and spread by the slopes.
import type { Position } from "@minqing/core/geo/position";
import { moved } from "../geo/metres.ts";
import type { Sky } from "../weather/sky.ts";
import { rainRateMmH } from "../weather/storm-cell.ts";
import type { CoursePoint } from "./course.ts";

/** Rain further upstream arrives too late and too flat to matter. */
const CATCHMENT_M = 24_000;
/** The slopes drain from both sides: rain counts up to this distance from the course. */
const SLOPE_M = 3_000;
/** Speed of a flood wave in a small coastal river; m/s. */
const WAVE_MS = 3;
const MINUTE_MS = 60_000;
/** Time constant of the slopes, minutes of weather: half of the water comes within about three quarters of an hour. */
const SLOPE_MIN = 26;
const STEP_MIN = 8;
const RESPONSE_MIN = 160;

interface Source {
  position: Position;
  delayMs: number;
  weight: number;
}

export type Catchment = readonly Source[];

/** The places whose rain reaches a gauge. A gauge with nothing upstream drains its own surroundings. */
export function catchmentOf(course: readonly CoursePoint[], gauge: CoursePoint): Catchment {
  const upstream = course.filter(
    ({ chainageM }) => chainageM >= gauge.chainageM && chainageM - gauge.chainageM <= CATCHMENT_M,
  );
  const points = upstream.length === 0 ? [gauge] : upstream;
  const sources = points.flatMap(({ chainageM, position }) =>
    [-SLOPE_M, 0, SLOPE_M].map((aside) => ({
      position: moved(position, aside, 0),
      delayMs: ((chainageM - gauge.chainageM) / WAVE_MS) * 1000,
      // Less of the rain is retained on a shorter way.
      weight: Math.exp(-(chainageM - gauge.chainageM) / 15_000),
    })),
  );
  const total = sources.reduce((sum, { weight }) => sum + weight, 0);
  return sources.map((source) => ({ ...source, weight: source.weight / total }));
}

/** Two linear stores in a row (Nash, n = 2): rises, then falls slowly. */
const response = (ageMin: number): number => (ageMin / SLOPE_MIN ** 2) * Math.exp(-ageMin / SLOPE_MIN);

/** Inflow at the gauge in mm/h of even rain over its catchment. `atMs` is weather time. */
export function inflowMmH(sky: Sky, catchment: Catchment, atMs: number): number {
  const longest = Math.max(...catchment.map(({ delayMs }) => delayMs));
  const cells = sky.cellsBetween(atMs - longest - RESPONSE_MIN * MINUTE_MS, atMs);
  if (cells.length === 0) return 0;
  let sum = 0;
  for (const { position, delayMs, weight } of catchment) {
    for (let age = STEP_MIN / 2; age < RESPONSE_MIN; age += STEP_MIN) {
      sum += weight * response(age) * STEP_MIN * rainRateMmH(cells, position, atMs - delayMs - age * MINUTE_MS);
    }
  }
  return sum;
}

/** Rise over the normal level in metres: steep at first, then the water spreads over its banks. */
export const riseM = (inflow: number): number => 1.12 * Math.log1p(inflow / 2.4);
