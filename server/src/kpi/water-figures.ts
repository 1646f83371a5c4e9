// Figures about rain, river levels and tide.
import type { Figure } from "@minqing/core/kpi/kpi";
import type { Executor } from "@minqing/geodata/database";
import type { FigurePlace } from "@minqing/geodata/kpi/figure-place";
import { levelCounts, maxRain, tideLevel } from "@minqing/geodata/kpi/water-queries";
import { figure } from "./figure.ts";

export async function waterFigures(executor: Executor, place: FigurePlace): Promise<Figure[]> {
  const levels = await levelCounts(executor, place);
  const tide = await tideLevel(executor, place);
  const gauges = { unit: "站", dataAt: levels.newestAt, denominator: levels.gauges };
  return [
    figure("levels_over_warning", levels.overWarning, gauges),
    figure("levels_over_guarantee", levels.overGuarantee, gauges),
    figure("levels_silent", levels.silent, gauges),
    figure("tide_level_m", tide?.levelM ?? null, {
      unit: "m",
      dataAt: tide?.at ?? null,
      basis: "yesterday_same_time",
      comparison: tide?.yesterdayM ?? null,
    }),
  ];
}

export async function rainFigures(executor: Executor, place: FigurePlace): Promise<Figure[]> {
  const rain = await maxRain(executor, place);
  const parts = { unit: "mm", dataAt: rain.newestAt, basis: "one_hour_ago" } as const;
  return [
    figure("rain_max_1h_mm", rain.max1h, { ...parts, comparison: rain.max1hBefore }),
    figure("rain_max_3h_mm", rain.max3h, { ...parts, comparison: rain.max3hBefore }),
  ];
}
