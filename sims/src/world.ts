// The state that all simulated devices and people share: seed, sky, tide, hour.
import type { Tide } from "./river/tide.ts";
import type { Sky } from "./weather/sky.ts";

export interface World {
  seed: string;
  scenario: Scenario;
  sky: Sky;
  tide: Tide;
  /** Start of the scenario by the clock. */
  startMs: number;
}

export const SCENARIOS = ["calm", "storm", "rush-hour", "flood"] as const;
export type Scenario = (typeof SCENARIOS)[number];

const HOUR_MS = 3_600_000;
/** Asia/Shanghai has no summer time. */
const CITY_OFFSET_MS = 8 * HOUR_MS;

/** Hour of the city's day, 0 ≤ hour < 24, with its fraction. */
export const hourOfDay = (atMs: number): number => ((((atMs + CITY_OFFSET_MS) / HOUR_MS) % 24) + 24) % 24;

/** A bell curve over the day: 1 at `peakHour`, 0.37 at a distance of `widthHours`. */
export function dailyPeak(hour: number, peakHour: number, widthHours: number): number {
  const apart = Math.abs(((hour - peakHour + 36) % 24) - 12);
  return Math.exp(-((apart / widthHours) ** 2));
}
