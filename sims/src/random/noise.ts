// Smooth noise over time for one object, so that two gauges in the same weather differ a little.
import { drawAt } from "@minqing/core/random/stream";

/** In [-1, 1]; changes over about `periodMs`; the same for the same (seed, code, time). */
export function smoothNoise(seed: string, code: string, atMs: number, periodMs: number): number {
  const step = Math.floor(atMs / periodMs);
  const part = atMs / periodMs - step;
  const weight = part * part * (3 - 2 * part);
  const a = drawAt(seed, code, step);
  const b = drawAt(seed, code, step + 1);
  return 2 * (a + (b - a) * weight) - 1;
}
