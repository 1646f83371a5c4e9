// A drain gauge (管网液位): dry-weather flow by the hour of the day, plus rain until the pipe is full.

import { drawAt } from "@minqing/core/random/stream";
import { smoothNoise } from "../random/noise.ts";
import { numberOf, rounded, type Sensor } from "../sensing/sensor.ts";
import { wetnessMmH } from "../weather/wetness.ts";
import { dailyPeak, hourOfDay } from "../world.ts";

const TIME_CONSTANT_MIN = 12;

export const readDrainGauge: Sensor = ({ seed, sky }, site, { atMs }) => {
  const fullM = numberOf(site, "fullLevelM", 1.5);
  const hour = hourOfDay(atMs);
  const dry =
    0.1 +
    0.06 * dailyPeak(hour, 8, 2) +
    0.07 * dailyPeak(hour, 20, 3) +
    0.01 * smoothNoise(seed, site.id, atMs, 120_000);
  // Pipes of one network differ in capacity.
  const capacityMmH = 38 + 30 * drawAt(seed, site.id, 0);
  const share = Math.min(1.12, dry + wetnessMmH(sky, site.position, atMs, TIME_CONSTANT_MIN) / capacityMmH);
  return { drain_level: rounded(fullM * share, 2) };
};
