// How far from a reach (河段) a report is still the river's: what a city decides.
import { z } from "zod";

export const RIVER_DISTANCE_KEY = "river.case_distance_m";

/** Metres from the reach's centre line. */
export const RiverDistanceM = z.number().positive().max(2000);
