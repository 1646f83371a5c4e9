// A rain gauge (雨量站): the amount since its last report, and that of the last hour.
import { smoothNoise } from "../random/noise.ts";
import { drawAt } from "../random/stream.ts";
import { rounded, type Sensor } from "../sensing/sensor.ts";

const HOUR_MS = 3_600_000;

export const readRainGauge: Sensor = ({ seed, sky }, { id, position }, { atMs, intervalMs }) => {
  // Wind and siting: no two gauges catch the same share of the rain.
  const catchShare = 0.9 + 0.2 * drawAt(seed, id, 0) + 0.05 * smoothNoise(seed, id, atMs, HOUR_MS);
  return {
    rainfall: rounded(sky.rainDepthMm(position, atMs - intervalMs, atMs) * catchShare, 1),
    rain_1h: rounded(sky.rainDepthMm(position, atMs - HOUR_MS, atMs) * catchShare, 1),
  };
};
