// A flood-prone point (易涝点): water stands where more rain falls than the drains can carry, and runs off slowly.
import { numberOf, rounded, type Sensor } from "../sensing/sensor.ts";
import { wetnessMmH } from "../weather/wetness.ts";

/** Capacity of the drains at a low place. */
const DRAINED_MM_H = 30;
/** Depth per mm/h above that capacity, for a runoff factor of 1. */
const DEPTH_M_PER_MM_H = 0.0085;
const TIME_CONSTANT_MIN = 20;

export const readFloodPoint: Sensor = ({ sky }, site, { atMs }) => {
  const surplus =
    wetnessMmH(sky, site.position, atMs, TIME_CONSTANT_MIN) * numberOf(site, "runoffFactor", 1) - DRAINED_MM_H;
  return { flood_depth: rounded(Math.max(0, surplus) * DEPTH_M_PER_MM_H, 2) };
};
