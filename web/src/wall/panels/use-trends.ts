// Rising, falling or steady: the newest value compared with the one about ten minutes before, as seen by this page.
import { useEffect, useRef, useState } from "react";
import type { Station } from "../data/station.ts";

export type Trend = "up" | "down" | "flat";

interface Sample {
  atMs: number;
  value: number;
}

const WINDOW_MS = 10 * 60_000;
/** A difference below one centimetre counts as steady. */
const STEADY = 0.01;

export function trendOf(samples: readonly Sample[]): Trend | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined || last.atMs - first.atMs < 60_000) return null;
  const difference = last.value - first.value;
  if (Math.abs(difference) < STEADY) return "flat";
  return difference > 0 ? "up" : "down";
}

export function useTrends(stations: readonly Station[], property: string): ReadonlyMap<string, Trend> {
  const samples = useRef(new Map<string, Sample[]>());
  const [trends, setTrends] = useState<ReadonlyMap<string, Trend>>(new Map());
  useEffect(() => {
    const next = new Map<string, Trend>();
    for (const { thing, readings } of stations) {
      const reading = readings[property];
      if (reading === undefined) continue;
      const list = samples.current.get(thing.id) ?? [];
      if (list.at(-1)?.atMs !== reading.observedAtMs) list.push({ atMs: reading.observedAtMs, value: reading.value });
      const recent = list.filter(({ atMs }) => reading.observedAtMs - atMs <= WINDOW_MS);
      samples.current.set(thing.id, recent);
      const trend = trendOf(recent);
      if (trend !== null) next.set(thing.id, trend);
    }
    setTrends((before) => (same(before, next) ? before : next));
  }, [stations, property]);
  return trends;
}

const same = (a: ReadonlyMap<string, Trend>, b: ReadonlyMap<string, Trend>): boolean =>
  a.size === b.size && [...a].every(([id, trend]) => b.get(id) === trend);
