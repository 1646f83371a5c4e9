// Medians and percentiles of measured samples.
import type { Figure } from "./bench.ts";

/** The value below which the share `p` (0..1) of the samples lies; nearest rank. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const index = Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1));
  const value = sorted[index];
  if (value === undefined) throw new Error("percentile: expected at least one sample, got none");
  return value;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** One figure per name: the median of its value over the runs. */
export function medianFigures(runs: readonly (readonly Figure[])[]): Figure[] {
  const [first = []] = runs;
  return first.map((figure) => ({
    ...figure,
    value: median(runs.flatMap((run) => run.filter(({ name }) => name === figure.name).map(({ value }) => value))),
  }));
}
