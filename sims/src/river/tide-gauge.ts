// A tide gauge (潮位站): predicted tide over its datum, storm surge, and the swell that a stilling well lets through.

import { drawAt } from "@minqing/core/random/stream";
import { smoothNoise } from "../random/noise.ts";
import { numberOf, rounded, type Sensor } from "../sensing/sensor.ts";

export const readTideGauge: Sensor = ({ seed, sky, tide }, site, { atMs }) => {
  // High water travels along the coast: gauges differ by some minutes.
  const laterMs = (drawAt(seed, site.id, 0) - 0.5) * 20 * 60_000;
  const swell = 0.015 * smoothNoise(seed, site.id, atMs, 60_000);
  return {
    tide_level: rounded(numberOf(site, "normalLevelM", 0) + tide(atMs - laterMs) + sky.surgeM(atMs) + swell, 2),
  };
};
