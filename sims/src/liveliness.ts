// How much happens in a scenario at rate 1: data. Real cities of this size file about 570 cases a day, one in two and a half
// minutes; a demonstration is ten times livelier.
import type { Scenario } from "./world.ts";

export interface Liveliness {
  /** Mean time between two reports of residents, grid workers and patrols. */
  reportEveryMs: number;
  /** Time between two sightings of all cameras; one in five files a case by itself. */
  sightingEveryMs: number;
}

export const LIVELINESS: Readonly<Record<Scenario, Liveliness>> = {
  calm: { reportEveryMs: 36_000, sightingEveryMs: 12_000 },
  "rush-hour": { reportEveryMs: 28_000, sightingEveryMs: 9_000 },
  storm: { reportEveryMs: 22_000, sightingEveryMs: 8_000 },
  flood: { reportEveryMs: 16_000, sightingEveryMs: 7_000 },
};
