// Converts live items to the arrays of a frame. Numbers that do not fit their column are clamped.
import type { LivePosition, LiveValue } from "./bus.ts";
import type { PositionsFrame, ValuesFrame } from "./frame.ts";

const INT32_MAX = 2 ** 31 - 1;
const UINT16_MAX = 2 ** 16 - 1;

const clamp = (value: number, min: number, max: number): number =>
  Math.min(max, Math.max(min, Math.round(Number.isFinite(value) ? value : 0)));

const ageMs = (atMs: number, observedAtMs: number): number => clamp(atMs - observedAtMs, -INT32_MAX, INT32_MAX);

export function positionsFrame(positions: readonly LivePosition[], atMs: number): PositionsFrame {
  const count = positions.length;
  const frame: PositionsFrame = {
    layer: "positions",
    atMs,
    no: new Uint32Array(count),
    lon: new Int32Array(count),
    lat: new Int32Array(count),
    ageMs: new Int32Array(count),
    heading: new Uint16Array(count),
    speed: new Uint16Array(count),
  };
  positions.forEach((position, i) => {
    frame.no[i] = position.no;
    frame.lon[i] = Math.round(position.lon * 1e7);
    frame.lat[i] = Math.round(position.lat * 1e7);
    frame.ageMs[i] = ageMs(atMs, position.observedAtMs);
    frame.heading[i] = clamp(position.heading, 0, 360) % 360;
    frame.speed[i] = clamp(position.speedKmh * 10, 0, UINT16_MAX);
  });
  return frame;
}

export function valuesFrame(values: readonly LiveValue[], atMs: number): ValuesFrame {
  const count = values.length;
  const frame: ValuesFrame = {
    layer: "values",
    atMs,
    value: new Float64Array(count),
    datastream: new Uint32Array(count),
    ageMs: new Int32Array(count),
  };
  values.forEach((item, i) => {
    frame.value[i] = item.value;
    frame.datastream[i] = item.datastream;
    frame.ageMs[i] = ageMs(atMs, item.observedAtMs);
  });
  return frame;
}
