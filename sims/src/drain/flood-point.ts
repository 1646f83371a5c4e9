// A flood-prone point (易涝点): water stands where rain falls faster than the drains take it, and runs off slowly.
import { numberOf, rounded, type Sensor } from "../sensing/sensor.ts";
import { wetnessMmH } from "../weather/wetness.ts";

/** The drains of a low place take this much. */
const DRAINED_MM_H = 30;
/** Depth per mm/h that the drains do not take, for a runoff factor of 1. */
const DEPTH_M_PER_MM_H = 0.0085;
const MEMORY_MIN = 20;

export const readFloodPoint: Sensor = ({ sky }, site, { atMs }) => {
  const surplus = wetnessMmH(sky, site.position, atMs, MEMORY_MIN) * numberOf(site, "runoffFactor", 1) - DRAINED_MM_H;
  return { flood_depth: rounded(Math.max(0, surplus) * DEPTH_M_PER_MM_H, 2) };
};
