// The figures of one region, each group one or two statements. They are asked one after the other: together they would take
// the pool away from everybody else.
import type { Scope } from "@minqing/core/access/scope";
import type { Figure, FigureGroup } from "@minqing/core/kpi/kpi";
import type { ServerContext } from "../server-context.ts";
import { alarmFigures, assetFigures, deviceFigures } from "./board-figures.ts";
import { caseFigures } from "./case-figures.ts";
import { figurePlace } from "./figure-place.ts";
import { airFigures, trafficFigures } from "./traffic-figures.ts";
import { waterFigures } from "./water-figures.ts";

const GROUPS = [
  caseFigures,
  alarmFigures,
  waterFigures,
  airFigures,
  trafficFigures,
  deviceFigures,
  assetFigures,
] as const;

export async function figureGroup(
  { db, now }: Pick<ServerContext, "db" | "now">,
  scope: Scope,
  region: string,
): Promise<FigureGroup> {
  const place = figurePlace(scope, region, now());
  const figures: Figure[] = [];
  for (const group of GROUPS) figures.push(...(await group(db, place)));
  return { regionCode: region, at: place.now.toISOString(), figures };
}
