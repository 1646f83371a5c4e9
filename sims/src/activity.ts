// How much happens in a scenario at rate 1: data. A real city of this size files about 570 cases a day, one every two and a
// half minutes; a demonstration has ten times as many.
import type { Scenario } from "./world.ts";

export interface Activity {
  /** Mean time between two reports of residents, grid workers and patrols. */
  reportEveryMs: number;
  /** Time between two sightings of all cameras together; one in five is reported automatically. */
  sightingEveryMs: number;
}

export const ACTIVITY: Readonly<Record<Scenario, Activity>> = {
  calm: { reportEveryMs: 36_000, sightingEveryMs: 12_000 },
  "rush-hour": { reportEveryMs: 28_000, sightingEveryMs: 9_000 },
  storm: { reportEveryMs: 22_000, sightingEveryMs: 8_000 },
  flood: { reportEveryMs: 16_000, sightingEveryMs: 7_000 },
};
