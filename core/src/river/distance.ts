// The distance from a reach (河段) up to which a report belongs to the river: a setting of the city.
import { z } from "zod";

export const RIVER_DISTANCE_KEY = "river.case_distance_m";

/** Metres from the reach's centre line. */
export const RiverDistanceM = z.number().positive().max(2000);
