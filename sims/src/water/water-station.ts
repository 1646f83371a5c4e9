// A water quality station (水质站): near its target class in dry weather, first flush after rain, pollution pulses.

import { drawAt } from "@minqing/core/random/stream";
import { smoothNoise } from "../random/noise.ts";
import { numberOf, rounded, type Sensor } from "../sensing/sensor.ts";
import { wetnessMmH } from "../weather/wetness.ts";
import { dailyPeak, hourOfDay, type World } from "../world.ts";
import { pollutionPulse } from "./pollution-pulse.ts";

const HOUR_MS = 3_600_000;
const FLUSH_TIME_CONSTANT_MIN = 60;

/** Oxygen that fresh water holds at a temperature in ℃, mg/L. [HJ 506-2009: 468 / (31.6 + T)] */
const saturationMgL = (temperature: number): number => 468 / (31.6 + temperature);

/** Mean of the year with its season: coldest at the end of January. */
function waterTemperature({ seed }: World, id: string, atMs: number): number {
  const day = ((atMs / 86_400_000) % 365.25) + 0;
  const season = -Math.cos((2 * Math.PI * (day - 27)) / 365.25);
  return (
    23.5 +
    5.8 * season +
    0.8 * dailyPeak(hourOfDay(atMs), 16, 5) +
    0.4 * smoothNoise(seed, `${id}/t`, atMs, 6 * HOUR_MS)
  );
}

export const readWaterStation: Sensor = (world, site, { atMs }) => {
  const { seed, sky } = world;
  const noise = (what: string): number => smoothNoise(seed, `${site.id}/${what}`, atMs, HOUR_MS);
  const pulse = pollutionPulse(seed, site.id, atMs);
  const flush = Math.min(1.5, wetnessMmH(sky, site.position, atMs, FLUSH_TIME_CONSTANT_MIN) / 25);
  // Most reaches are a little better than their target, some are worse.
  const load = 0.42 + 0.42 * drawAt(seed, site.id, 0);
  const ammoniaTarget = numberOf(site, "ammoniaLimit", 1);
  const temperature = waterTemperature(world, site.id, atMs);
  const saturation =
    0.93 - 0.3 * load + 0.08 * dailyPeak(hourOfDay(atMs), 15, 4) - 0.5 * pulse - 0.1 * flush + 0.03 * noise("do");
  return {
    water_temperature: rounded(temperature, 1),
    ph: rounded(7.35 + 0.25 * noise("ph") - 0.5 * pulse, 2),
    dissolved_oxygen: rounded(Math.max(0.3, saturationMgL(temperature) * saturation), 2),
    permanganate_index: rounded(2.2 + 2.6 * load + 2.4 * flush + 5 * pulse + 0.2 * noise("mn"), 2),
    ammonia_nitrogen: rounded(ammoniaTarget * (load + 0.18 * flush + 1.6 * pulse + 0.05 * noise("n")), 2),
    total_phosphorus: rounded(0.05 + 0.11 * load + 0.07 * flush + 0.2 * pulse + 0.01 * noise("p"), 3),
    turbidity: rounded(9 + 12 * load + 160 * flush + 40 * pulse + 2 * noise("tu"), 1),
  };
};
