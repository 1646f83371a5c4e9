// The storms of each scenario: data. Weather runs faster than the clock, so that a front passes within minutes.

export interface WeatherScript {
  /** Minutes of weather in one minute of the clock. */
  pace: number;
  /** Minutes of weather that have passed at the start, so that a flood does not start with a dry river. */
  headStartMin: number;
  /** Minutes of weather between two new cells. */
  everyMin: number;
  /** Number of cells, one after the other; afterwards the weather is that of `calm`. */
  cells: number;
  lifeMin: readonly [number, number];
  speedMs: readonly [number, number];
  radiusM: readonly [number, number];
  peakMmH: readonly [number, number];
  /** Storm surge at its highest, in metres over the tide. */
  surgeM: number;
}

const UNLIMITED = Number.MAX_SAFE_INTEGER;

/** Estimated ranges of convective cells over coastal Guangdong, not a climatology. */
export const WEATHER_SCRIPTS = {
  calm: {
    pace: 6,
    headStartMin: 0,
    everyMin: 130,
    cells: UNLIMITED,
    lifeMin: [70, 100],
    speedMs: [4, 6],
    radiusM: [7_000, 10_000],
    peakMmH: [82, 104],
    surgeM: 0,
  },
  storm: {
    pace: 6,
    headStartMin: 25,
    everyMin: 26,
    cells: 17,
    lifeMin: [80, 110],
    speedMs: [5, 9],
    radiusM: [9_000, 13_000],
    peakMmH: [48, 70],
    surgeM: 0.25,
  },
  flood: {
    pace: 6,
    headStartMin: 70,
    everyMin: 50,
    cells: 12,
    lifeMin: [90, 130],
    speedMs: [3, 6],
    radiusM: [11_000, 16_000],
    peakMmH: [48, 68],
    surgeM: 0.9,
  },
} as const satisfies Record<string, WeatherScript>;
