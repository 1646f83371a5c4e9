// An air station (空气站): traffic hours, midday ozone, a regional background that varies over days, and rain that washes
// the air.

import { drawAt } from "@minqing/core/random/stream";
import { smoothNoise } from "../random/noise.ts";
import { rushHour } from "../road/rush-hour.ts";
import { rounded, type Sensor } from "../sensing/sensor.ts";
import { wetnessMmH } from "../weather/wetness.ts";
import { dailyPeak, hourOfDay } from "../world.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WASH_TIME_CONSTANT_MIN = 45;

export const readAirStation: Sensor = (world, { id, position }, { atMs }) => {
  const { seed, sky } = world;
  const hour = hourOfDay(atMs);
  const noise = (what: string, periodMs: number): number => smoothNoise(seed, `${id}/${what}`, atMs, periodMs);
  const regional = smoothNoise(seed, "air/regional", atMs, 2 * DAY_MS);
  const wet = wetnessMmH(sky, position, atMs, WASH_TIME_CONSTANT_MIN);
  const washed = Math.exp(-wet / 12);
  const urban = 0.75 + 0.5 * drawAt(seed, id, 0);
  const traffic = rushHour(world, atMs);
  const pm25 = (22 + 9 * regional + 7 * traffic * urban + 3 * noise("pm", HOUR_MS)) * (0.35 + 0.65 * washed);
  const season = -Math.cos((2 * Math.PI * ((atMs / DAY_MS) % 365.25) - 0.46) / 365.25);
  const temperature =
    22.3 + 6.8 * season + 3.6 * dailyPeak(hour, 14, 5) - 1.6 + noise("t", 3 * HOUR_MS) - 2.5 * (1 - washed);
  return {
    pm25: rounded(Math.max(4, pm25), 0),
    pm10: rounded(Math.max(8, pm25 * 1.65 + 4 * noise("pm10", HOUR_MS)), 0),
    o3: rounded(
      Math.max(12, 46 + 78 * dailyPeak(hour, 14.5, 4.2) * washed - 14 * traffic + 8 * noise("o3", HOUR_MS)),
      0,
    ),
    no2: rounded(Math.max(4, (11 + 17 * traffic * urban + 3 * noise("no2", HOUR_MS)) * (0.6 + 0.4 * washed)), 0),
    so2: rounded(Math.max(2, 6 + 2 * noise("so2", 2 * HOUR_MS)), 0),
    co: rounded(Math.max(0.2, 0.5 + 0.25 * traffic * urban + 0.06 * noise("co", HOUR_MS)), 2),
    temperature: rounded(temperature, 1),
    humidity: rounded(Math.min(99, 74 - 14 * dailyPeak(hour, 14, 5) + 22 * (1 - washed) + 5 * noise("rh", HOUR_MS)), 0),
    wind_speed: rounded(Math.max(0.2, 2.4 + 1.2 * noise("wind", HOUR_MS / 2) + Math.min(14, wet * 0.25)), 1),
  };
};
