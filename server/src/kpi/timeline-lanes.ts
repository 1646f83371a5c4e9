// The last 24 hours in steps of 20 minutes up to the present one, each lane with its values of the day before.
import type { TimelineLane } from "@minqing/core/kpi/kpi";
import type { Executor } from "@minqing/geodata/database";
import { caseBins } from "@minqing/geodata/kpi/case-queries";
import type { FigurePlace } from "@minqing/geodata/kpi/figure-place";
import { maxRain, meanLevel, meanRain, meanSpeed, streamsOf } from "./bin-aggregates.ts";
import { BIN_MS, BINS_A_DAY, type BinnedStream } from "./stream-bins.ts";

const HOUR_MS = 3_600_000;
/** Min length assumed for the present bin: the rate of a bin that has just begun would be meaningless. */
const MIN_BIN_MS = 5 * 60_000;

type Bins = (bin: number) => number | null;

/** Converts mm per bin to mm/h; the present bin counts with the time that has passed. */
const perHour =
  (millimetres: Bins, now: Date): Bins =>
  (bin) => {
    const amount = millimetres(bin);
    const lengthMs = Math.min(BIN_MS, Math.max(MIN_BIN_MS, now.getTime() - bin * BIN_MS));
    return amount === null ? null : (amount * HOUR_MS) / lengthMs;
  };

export async function timelineLanes(
  executor: Executor,
  place: FigurePlace,
  streams: readonly BinnedStream[],
): Promise<TimelineLane[]> {
  const first = Math.floor(place.now.getTime() / BIN_MS) - BINS_A_DAY + 1;
  const dayBefore = first - BINS_A_DAY;
  const cases = new Map(
    (await caseBins(executor, place, new Date(dayBefore * BIN_MS), BIN_MS / 1000)).map((row) => [
      dayBefore + row.bin,
      row,
    ]),
  );
  const [rain, tide, roads] = (["rainfall", "tide_level", "speed"] as const).map((property) =>
    streamsOf(streams, place, property),
  );
  const lane = (key: string, unit: string, valueIn: Bins): TimelineLane => {
    const day = (from: number) => Array.from({ length: BINS_A_DAY }, (_, i) => valueIn(from + i));
    const before = day(dayBefore);
    const isKnown = before.some((value) => value !== null && value !== 0);
    const from = new Date(first * BIN_MS).toISOString();
    return { key, unit, stepMs: BIN_MS, from, values: day(first), before: isKnown ? before : null };
  };
  return [
    lane(
      "rain_mm_h",
      "mm/h",
      perHour((bin) => meanRain(rain ?? [], bin), place.now),
    ),
    lane(
      "rain_max_mm_h",
      "mm/h",
      perHour((bin) => maxRain(rain ?? [], bin), place.now),
    ),
    lane("cases", "件", (bin) => cases.get(bin)?.cases ?? 0),
    lane("cases_urgent", "件", (bin) => cases.get(bin)?.urgent ?? 0),
    lane("tide_m", "m", (bin) => meanLevel(tide ?? [], bin)),
    lane("speed_kmh", "km/h", (bin) => meanSpeed(roads ?? [], bin)),
  ];
}
