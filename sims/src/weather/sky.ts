// The storm cells over the city at an instant. The same (seed, script, places) gives the same sky.
import type { Position } from "@minqing/core/geo/position";
import { streamFor } from "@minqing/core/random/stream";
import { pickFrom } from "../random/pick.ts";
import { rainDepthMm, rainRateMmH, type StormCell } from "./storm-cell.ts";
import { WEATHER_SCRIPTS, type WeatherScript } from "./weather-script.ts";

const MINUTE_MS = 60_000;
/** Minutes of weather until the first cell is in the middle of its life, so that it rains in the second minute of the clock. */
const FIRST_PEAK_MIN = 10;

const firstPeakMin = (firstMin: number, { headStartMin }: WeatherScript): number =>
  firstMin + FIRST_PEAK_MIN - headStartMin;

export interface SkyOptions {
  seed: string;
  script: WeatherScript;
  /** The positions that cells pass over: those of gauges. */
  places: readonly Position[];
  /** Instant of the clock at which the weather begins. */
  startMs: number;
}

function makeCell(index: number, script: WeatherScript, { seed, places }: SkyOptions, firstMin: number): StormCell {
  const next = streamFor(seed, `storm-cell-${firstMin}-${index}`);
  const within = ([low, high]: readonly [number, number]): number => low + (high - low) * next();
  const lifeMin = within(script.lifeMin);
  // From the south-west, as the summer monsoon brings them.
  const heading = ((20 + 50 * next()) * Math.PI) / 180;
  const speed = within(script.speedMs);
  const middleMin = firstPeakMin(firstMin, script) + index * script.everyMin;
  return {
    bornMs: (middleMin - lifeMin / 2) * MINUTE_MS,
    lifeMs: lifeMin * MINUTE_MS,
    target: pickFrom(places, next()),
    eastMs: speed * Math.sin(heading),
    northMs: speed * Math.cos(heading),
    radiusM: within(script.radiusM),
    peakMmH: within(script.peakMmH),
  };
}

export class Sky {
  readonly #options: SkyOptions;
  readonly #cellCache = new Map<string, StormCell>();
  /** End of the script in weather time; afterwards the weather is that of `calm`. */
  readonly endMs: number;

  constructor(options: SkyOptions) {
    this.#options = options;
    const { cells, everyMin } = options.script;
    this.endMs = Math.min(Number.MAX_SAFE_INTEGER, (firstPeakMin(0, options.script) + cells * everyMin) * MINUTE_MS);
  }

  /** Minutes of weather in one minute of the clock. */
  get pace(): number {
    return this.#options.script.pace;
  }

  /** Weather time at an instant of the clock: 0 when the scenario starts. */
  weatherMs(atMs: number): number {
    return (atMs - this.#options.startMs) * this.pace;
  }

  /** Cells that may rain between two instants of weather time. */
  cellsBetween(fromMs: number, toMs: number): StormCell[] {
    const { script } = this.#options;
    const own = this.#cells(script, 0, script.cells, fromMs, toMs);
    if (toMs < this.endMs) return own;
    return [
      ...own,
      ...this.#cells(WEATHER_SCRIPTS.calm, this.endMs / MINUTE_MS, Number.MAX_SAFE_INTEGER, fromMs, toMs),
    ];
  }

  rainRateMmH(position: Readonly<Position>, atMs: number): number {
    const at = this.weatherMs(atMs);
    return rainRateMmH(this.cellsBetween(at, at), position, at);
  }

  /** Rain between two instants of the clock. Rain falls as many times faster as the weather moves. */
  rainDepthMm(position: Readonly<Position>, fromMs: number, toMs: number): number {
    const [from, to] = [this.weatherMs(fromMs), this.weatherMs(toMs)];
    return rainDepthMm(this.cellsBetween(from, to), position, from, to);
  }

  /** Surge at the coast in metres: rises in the first quarter of the script, stays, falls in the last quarter. */
  surgeM(atMs: number): number {
    const part = this.weatherMs(atMs) / this.endMs;
    if (part <= 0 || part >= 1) return 0;
    return this.#options.script.surgeM * Math.min(1, part * 4, (1 - part) * 4);
  }

  #cells(script: WeatherScript, firstMin: number, count: number, fromMs: number, toMs: number): StormCell[] {
    const longest = script.lifeMin[1];
    const index = (ms: number): number => (ms / MINUTE_MS - firstPeakMin(firstMin, script)) / script.everyMin;
    const first = Math.max(0, Math.floor(index(fromMs - (longest / 2) * MINUTE_MS)));
    const last = Math.min(count - 1, Math.ceil(index(toMs + (longest / 2) * MINUTE_MS)));
    const cells: StormCell[] = [];
    for (let i = first; i <= last; i++) cells.push(this.#cell(i, script, firstMin));
    return cells;
  }

  #cell(index: number, script: WeatherScript, firstMin: number): StormCell {
    const key = `${firstMin}/${index}`;
    const cached = this.#cellCache.get(key);
    if (cached !== undefined) return cached;
    const cell = makeCell(index, script, this.#options, firstMin);
    this.#cellCache.set(key, cell);
    return cell;
  }
}
