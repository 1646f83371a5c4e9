// Reads the figures of one place. Each group is one or two statements, run one after the other: together they would take the
// connection pool away from other requests. Slow-moving or expensive groups are read less often.
import type { Figure, FigureGroup } from "@minqing/core/kpi/kpi";
import type { Executor } from "@minqing/geodata/database";
import type { FigurePlace } from "@minqing/geodata/kpi/figure-place";
import { meanSpeed, streamsOf } from "./bin-aggregates.ts";
import { alarmFigures, assetFigures, deviceFigures } from "./board-figures.ts";
import { caseFigures, caseRateFigures } from "./case-figures.ts";
import { BIN_MS, type BinnedStream } from "./stream-bins.ts";
import { airFigures, trafficFigures } from "./traffic-figures.ts";
import { rainFigures, waterFigures } from "./water-figures.ts";

type Group = (executor: Executor, place: FigurePlace) => Promise<Figure[]>;

const FAST_CHANGING: readonly Group[] = [caseFigures, alarmFigures, waterFigures];
const SLOW_CHANGING: readonly Group[] = [caseRateFigures, rainFigures, airFigures, deviceFigures, assetFigures];

const readAll = async (groups: readonly Group[], executor: Executor, place: FigurePlace): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const group of groups) figures.push(...(await group(executor, place)));
  return figures;
};

export const slowFigures = async (
  executor: Executor,
  place: FigurePlace,
  streams: readonly BinnedStream[],
): Promise<Figure[]> => {
  const hourAgo = Math.floor(place.now.getTime() / BIN_MS) - 3_600_000 / BIN_MS;
  const traffic = await trafficFigures(executor, place, meanSpeed(streamsOf(streams, place, "speed"), hourAgo));
  return [...(await readAll(SLOW_CHANGING, executor, place)), ...traffic];
};

export async function figureGroup(
  executor: Executor,
  place: FigurePlace,
  slow: readonly Figure[],
): Promise<FigureGroup> {
  const fast = await readAll(FAST_CHANGING, executor, place);
  return { regionCode: place.region, at: place.now.toISOString(), figures: [...fast, ...slow] };
}
