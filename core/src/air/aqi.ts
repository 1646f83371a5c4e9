// Air quality index (空气质量指数): the worst of the pollutants' own indices, rounded up. [HJ 633-2012 tables 1, formulas 1–2]

const INDEX = [0, 50, 100, 150, 200, 300, 400, 500] as const;

/**
 * Concentrations at which the index reaches its steps; µg/m³, CO mg/m³. A concentration beyond the last limit keeps the
 * last index.
 */
export interface AirLimits {
  edition: string;
  concentrations: Readonly<Record<string, readonly number[]>>;
}

/** 24-hour limits for particles and gases, one-hour limits for ozone: what real-time publication uses for hourly values. */
export const HJ_633_2012: AirLimits = {
  edition: "HJ 633-2012",
  concentrations: {
    pm25: [0, 35, 75, 115, 150, 250, 350, 500],
    pm10: [0, 50, 150, 250, 350, 420, 500, 600],
    so2: [0, 50, 150, 475, 800, 1600, 2100, 2620],
    no2: [0, 40, 80, 180, 280, 565, 750, 940],
    co: [0, 2, 4, 14, 24, 36, 48, 60],
    o3: [0, 160, 200, 300, 400, 800, 1000, 1200],
  },
};

function ownIndex(value: number, steps: readonly number[]): number {
  const upper = steps.findIndex((step) => value <= step);
  if (upper === -1) return INDEX[INDEX.length - 1] ?? 500;
  if (upper === 0) return 0;
  const [low = 0, high = 0] = [steps[upper - 1], steps[upper]];
  const [from = 0, to = 0] = [INDEX[upper - 1], INDEX[upper]];
  return from + ((to - from) / (high - low)) * (value - low);
}

/** The index of a station's sample; null when none of its values is a pollutant with limits. */
export function airQualityIndex(
  sample: Readonly<Record<string, number>>,
  limits: AirLimits = HJ_633_2012,
): number | null {
  const own = Object.entries(sample).flatMap(([key, value]) => {
    const steps = limits.concentrations[key];
    return steps === undefined || value < 0 ? [] : [ownIndex(value, steps)];
  });
  return own.length === 0 ? null : Math.ceil(Math.max(...own));
}
