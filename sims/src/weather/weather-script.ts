// Which storms a scenario brings: data. Weather runs faster than the clock, so that a front crosses a demonstration in minutes.

export interface WeatherScript {
  /** Minutes of weather in one minute of the clock. */
  pace: number;
  /** So many minutes of weather have passed when the scenario begins: a flood does not start with a dry river. */
  headStartMin: number;
  /** A new cell every so many minutes of weather. */
  everyMin: number;
  /** How many cells come one after the other; then the sky is as in `calm`. */
  cells: number;
  lifeMin: readonly [number, number];
  speedMs: readonly [number, number];
  radiusM: readonly [number, number];
  peakMmH: readonly [number, number];
  /** Storm surge at its highest, in metres over the tide. */
  surgeM: number;
}

const MANY = Number.MAX_SAFE_INTEGER;

/** Ranges of convective cells over coastal Guangdong as a generator needs them; estimates, not a climatology. */
export const WEATHER_SCRIPTS = {
  calm: {
    pace: 6,
    headStartMin: 0,
    everyMin: 130,
    cells: MANY,
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
