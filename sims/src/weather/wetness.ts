// Wetness of a place: recent rain that decays with a time constant. Drains, roads and air depend on it.
import type { Position } from "@minqing/core/geo/position";
import type { Sky } from "./sky.ts";
import { rainRateMmH } from "./storm-cell.ts";

const STEP_MS = 4 * 60_000;

/** Mean rain rate in mm/h of the past, weighted by exp(-age / time constant); `timeConstantMin` in minutes of weather. */
export function wetnessMmH(sky: Sky, position: Readonly<Position>, atMs: number, timeConstantMin: number): number {
  const at = sky.weatherMs(atMs);
  const timeConstantMs = timeConstantMin * 60_000;
  const cells = sky.cellsBetween(at - 4 * timeConstantMs, at);
  if (cells.length === 0) return 0;
  let sum = 0;
  let weights = 0;
  for (let age = STEP_MS / 2; age < 4 * timeConstantMs; age += STEP_MS) {
    const weight = Math.exp(-age / timeConstantMs);
    sum += weight * rainRateMmH(cells, position, at - age);
    weights += weight;
  }
  return sum / weights;
}
