// The figures of one place. Each group is one or two statements, asked one after the other: together they would take the
// pool away from everybody else. What moves slowly or costs more is asked less often.
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

const LIVELY: readonly Group[] = [caseFigures, alarmFigures, waterFigures];
const SLOW: readonly Group[] = [caseRateFigures, rainFigures, airFigures, deviceFigures, assetFigures];

const askAll = async (groups: readonly Group[], executor: Executor, place: FigurePlace): Promise<Figure[]> => {
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
  const traffic = await trafficFigures(
    executor,
    place,
    meanSpeed(streamsOf(streams, place, "traffic_sensor"), hourAgo),
  );
  return [...(await askAll(SLOW, executor, place)), ...traffic];
};

export async function figureGroup(
  executor: Executor,
  place: FigurePlace,
  slow: readonly Figure[],
): Promise<FigureGroup> {
  const lively = await askAll(LIVELY, executor, place);
  return { regionCode: place.region, at: place.now.toISOString(), figures: [...lively, ...slow] };
}
