// A rain gauge (雨量站): rain since its last reading and in the last hour.

import { drawAt } from "@minqing/core/random/stream";
import { smoothNoise } from "../random/noise.ts";
import { rounded, type Sensor } from "../sensing/sensor.ts";

const HOUR_MS = 3_600_000;
/** Limits of a tipping bucket: mm per minute and per hour. */
const FASTEST_MM_MIN = 12;
const MAX_MM_H = 390;

export const readRainGauge: Sensor = ({ seed, sky }, { id, position }, { atMs, intervalMs }) => {
  // Because of wind and siting no two gauges catch the same share of the rain.
  const catchShare = 0.9 + 0.2 * drawAt(seed, id, 0) + 0.05 * smoothNoise(seed, id, atMs, HOUR_MS);
  const caught = (sinceMs: number): number => sky.rainDepthMm(position, sinceMs, atMs) * catchShare;
  return {
    rainfall: rounded(Math.min((FASTEST_MM_MIN * intervalMs) / 60_000, caught(atMs - intervalMs)), 1),
    rain_1h: rounded(Math.min(MAX_MM_H, caught(atMs - HOUR_MS)), 1),
  };
};
