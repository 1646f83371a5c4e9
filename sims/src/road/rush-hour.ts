// Traffic by the time of day: two peaks on a broad daytime level.
import { dailyPeak, hourOfDay, type World } from "../world.ts";

/** Near 0 at night, about 1 at a peak. In the rush-hour scenario it is always at the peak. */
export function rushHour({ scenario }: Pick<World, "scenario">, atMs: number): number {
  if (scenario === "rush-hour") return 1.1;
  const hour = hourOfDay(atMs);
  return 0.06 + 0.36 * dailyPeak(hour, 13, 6) + 0.6 * dailyPeak(hour, 8, 1.1) + 0.66 * dailyPeak(hour, 18, 1.3);
}
