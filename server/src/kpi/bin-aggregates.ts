// Aggregates of the 20-minute bins over the datastreams of a place.
import { seesLive } from "@minqing/core/access/scope";
import { isInside } from "@minqing/core/region/codes";
import type { FigurePlace } from "@minqing/geodata/kpi/figure-place";
import type { BinnedStream } from "./stream-bins.ts";

export const streamsOf = (
  streams: readonly BinnedStream[],
  { scope, region }: FigurePlace,
  property: string,
): BinnedStream[] =>
  streams.filter(
    (stream) =>
      stream.observedProperty === property &&
      seesLive(scope, { code: stream.regionCode, reach: stream.reachCode }) &&
      (region === null || isInside(stream.regionCode, region)),
  );

/** The sums of the streams that reported in a bin. */
const sumsIn = (streams: readonly BinnedStream[], bin: number): number[] =>
  streams.flatMap((stream) => stream.sums.get(bin)?.sum ?? []);

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Rain in a bin in mm: the mean of its gauges. */
export const meanRain = (streams: readonly BinnedStream[], bin: number): number | null => mean(sumsIn(streams, bin));

/** Rain in a bin in mm at its wettest gauge. */
export const maxRain = (streams: readonly BinnedStream[], bin: number): number | null => {
  const sums = sumsIn(streams, bin);
  return sums.length === 0 ? null : Math.max(...sums);
};

/** Weighted mean of a bin over its streams. */
export function weightedMean(
  streams: readonly BinnedStream[],
  bin: number,
  weightOf: (stream: BinnedStream) => number,
): number | null {
  let [weights, total] = [0, 0];
  for (const stream of streams) {
    const inBin = stream.sums.get(bin);
    if (inBin === undefined) continue;
    weights += weightOf(stream);
    total += (inBin.sum / inBin.count) * weightOf(stream);
  }
  return weights === 0 ? null : total / weights;
}

export const meanSpeed = (streams: readonly BinnedStream[], bin: number): number | null =>
  weightedMean(streams, bin, ({ lengthM }) => lengthM);

export const meanLevel = (streams: readonly BinnedStream[], bin: number): number | null =>
  weightedMean(streams, bin, () => 1);
