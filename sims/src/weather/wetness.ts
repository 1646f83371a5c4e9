// How wet a place is: recent rain, forgotten with a time constant. Drains, roads and air follow it.
import type { Position } from "@minqing/core/geo/position";
import type { Sky } from "./sky.ts";
import { rainRateMmH } from "./storm-cell.ts";

const STEP_MS = 4 * 60_000;

/** Mean rain rate in mm/h of the past, weighted by exp(-age / memory); `memoryMin` in minutes of weather. */
export function wetnessMmH(sky: Sky, position: Readonly<Position>, atMs: number, memoryMin: number): number {
  const at = sky.weatherMs(atMs);
  const memoryMs = memoryMin * 60_000;
  const cells = sky.cellsBetween(at - 4 * memoryMs, at);
  if (cells.length === 0) return 0;
  let sum = 0;
  let weights = 0;
  for (let age = STEP_MS / 2; age < 4 * memoryMs; age += STEP_MS) {
    const weight = Math.exp(-age / memoryMs);
    sum += weight * rainRateMmH(cells, position, at - age);
    weights += weight;
  }
  return sum / weights;
}
