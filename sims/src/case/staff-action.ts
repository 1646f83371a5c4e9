// An action that one seat takes once it is due: on a case, an alarm or a detection.
import type { StaffSeat } from "../access/staff.ts";
import type { CityClient } from "../http/city-client.ts";

export interface StaffAction {
  /** Object and version: an action is tried once, and again only when the object has changed. */
  key: string;
  dueMs: number;
  seat: StaffSeat;
  run: (client: CityClient) => Promise<unknown>;
}

/** Objects that waited before the simulators started are handled over this time, not all at once. */
const BACKLOG_MS = 900_000;

export interface Shift {
  seed: string;
  /** Start of the simulated people's shift. */
  startMs: number;
  /** Factor of the usual working speed. */
  rate: number;
}

/** End of a wait of `afterMs` that began at `sinceMs`. `draw` spreads waits that began before the shift. */
export function actionDueMs({ startMs, rate }: Shift, sinceMs: number, afterMs: number, draw: number): number {
  const beganMs = sinceMs >= startMs ? sinceMs : startMs + (draw * BACKLOG_MS) / rate;
  return Math.round(beganMs + afterMs);
}
