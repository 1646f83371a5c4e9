// How full the roads are by the time of day: two peaks on a broad day.
import { dayHill, hourOfDay, type World } from "../world.ts";

/** 0 at night, about 1 at the height of a peak; the rush-hour scenario stays there whatever the clock says. */
export function rushHour({ scenario }: Pick<World, "scenario">, atMs: number): number {
  if (scenario === "rush-hour") return 1.1;
  const hour = hourOfDay(atMs);
  return 0.06 + 0.36 * dayHill(hour, 13, 6) + 0.6 * dayHill(hour, 8, 1.1) + 0.66 * dayHill(hour, 18, 1.3);
}
