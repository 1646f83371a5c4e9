// The tide of the coast, predicted from measured harmonic constituents (TICON-4, see sims/tide). Shanwei's gauge is used for
// Shantou too: both have a range of about one metre, and the next gauge with data, Xiamen, has four.
import { readFileSync } from "node:fs";
import { createTidePredictor } from "@neaps/tide-predictor";
import { z } from "zod";

const Harmonics = z.object({
  name: z.string(),
  harmonic_constituents: z.array(z.object({ name: z.string(), amplitude: z.number(), phase: z.number() })).min(1),
});

const FILE = new URL("../../tide/shanwei.json", import.meta.url);

/** Level above mean sea level in metres. */
export type Tide = (atMs: number) => number;

/** The exact tide is computed at these steps; between them it is a cubic through the exact values. */
const STEP_MS = 10 * 60_000;

export function openTide(): Tide {
  const { harmonic_constituents } = Harmonics.parse(JSON.parse(readFileSync(FILE, "utf8")));
  const predictor = createTidePredictor(harmonic_constituents);
  const cache = new Map<number, number>();
  const exact = (step: number): number => {
    const value = cache.get(step) ?? predictor.getWaterLevelAtTime({ time: new Date(step * STEP_MS) }).level;
    if (cache.size > 1000) cache.clear();
    cache.set(step, value);
    return value;
  };
  return (atMs) => {
    const step = Math.floor(atMs / STEP_MS);
    const t = atMs / STEP_MS - step;
    const [a, b, c, d] = [exact(step - 1), exact(step), exact(step + 1), exact(step + 2)];
    return b + (t / 2) * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
  };
}
