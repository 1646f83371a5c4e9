// The battery of a patrol's phone: full in the morning, low in the evening, charged overnight.
import { drawAt } from "@minqing/core/random/stream";
import { hourOfDay } from "../world.ts";

/** Percent. */
export function batteryPercent(seed: string, phoneId: string, atMs: number): number {
  const hour = hourOfDay(atMs);
  const isCharging = hour < 7;
  const left = isCharging ? 60 + 6 * hour : 100 - (3.2 + 2 * drawAt(seed, phoneId, 1)) * (hour - 7);
  return Math.round(Math.min(100, Math.max(5, left)));
}
