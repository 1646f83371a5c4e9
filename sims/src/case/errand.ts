// An errand: something one seat wants to do once it is due, whatever it is about.
import type { StaffSeat } from "../access/staff.ts";
import type { CityClient } from "../http/city-client.ts";

export interface Errand {
  /** Names the object and its version: tried once, then only when the object has changed. */
  key: string;
  dueMs: number;
  seat: StaffSeat;
  run: (client: CityClient) => Promise<unknown>;
}

/** What was waiting before the simulators started is worked off over this time, not all at once. */
const BACKLOG_MS = 900_000;

export interface Shift {
  seed: string;
  /** When the simulated people came on duty. */
  startMs: number;
  /** How many times as fast as people usually work. */
  rate: number;
}

/** When a wait that began at `sinceMs` and takes `afterMs` ends. `draw` spreads what was waiting before. */
export function errandDueMs({ startMs, rate }: Shift, sinceMs: number, afterMs: number, draw: number): number {
  const cameMs = sinceMs >= startMs ? sinceMs : startMs + (draw * BACKLOG_MS) / rate;
  return Math.round(cameMs + afterMs);
}
