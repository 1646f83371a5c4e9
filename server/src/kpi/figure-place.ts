// The place and time of a figure, with the city's own midnight. Asia/Shanghai has had no daylight saving since 1991.
import type { Scope } from "@minqing/core/access/scope";
import type { FigurePlace } from "@minqing/geodata/kpi/figure-place";

const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;

export function figurePlace(scope: Scope, region: string | null, now: Date): FigurePlace {
  const today = new Date(Math.floor((now.getTime() + SHANGHAI_MS) / DAY_MS) * DAY_MS - SHANGHAI_MS);
  return { scope, region, now, today };
}

export const before = (instant: Date, ms: number): Date => new Date(instant.getTime() - ms);
