// A river gauge (河道水位站): normal level + flood wave + the tide's influence from the mouth.
import { smoothNoise } from "../random/noise.ts";
import { numberOf, rounded, type Sensor, type Site } from "../sensing/sensor.ts";
import type { CoursePoint, Courses } from "./course.ts";
import { type Catchment, catchmentOf, inflowMmH, riseM } from "./flood-wave.ts";

/** The tide decays over this length upstream. */
const TIDAL_REACH_M = 6_000;

const pointOf = (site: Site): CoursePoint => ({ chainageM: numberOf(site, "chainageM", 0), position: site.position });

const riverOf = ({ attributes }: Site): string => (typeof attributes.riverId === "string" ? attributes.riverId : "");

export function riverGaugeSensor(courses: Courses): Sensor {
  const catchments = new Map<string, Catchment>();
  const catchment = (site: Site): Catchment => {
    const found = catchments.get(site.id) ?? catchmentOf(courses.get(riverOf(site)) ?? [], pointOf(site));
    catchments.set(site.id, found);
    return found;
  };
  return (world, site, { atMs }) => {
    const tidal = Math.exp(-numberOf(site, "chainageM", 0) / TIDAL_REACH_M);
    const sea = world.tide(atMs) + world.sky.surgeM(atMs);
    const inflow = inflowMmH(world.sky, catchment(site), world.sky.weatherMs(atMs));
    const ripple = 0.012 * smoothNoise(world.seed, site.id, atMs, 90_000);
    const season = 0.12 * smoothNoise(world.seed, `${site.id}/season`, atMs, 6 * 3_600_000);
    return {
      water_level: rounded(numberOf(site, "normalLevelM", 1) + season + riseM(inflow) + tidal * sea * 0.8 + ripple, 2),
    };
  };
}
