// The city's objects: regions, things, cameras, reaches, roads, components, patrols.
import { CameraView } from "@minqing/core/camera/camera";
import { RegionView } from "@minqing/core/region/region";
import { ReachView } from "@minqing/core/river/river";
import { Congestion, RoadView } from "@minqing/core/road/road";
import { ThingView } from "@minqing/core/thing/thing";
import { z } from "zod";
import { pageOf } from "./pages.ts";
import { ProblemError } from "./problem-error.ts";
import { type ApiPath, getJson, type Query } from "./request.ts";

export const RegionDetail = RegionView.extend({ path: z.array(RegionView), children: z.array(RegionView) });
export type RegionDetail = z.infer<typeof RegionDetail>;

export const RoadState = z.object({
  at: z.string(),
  items: z.array(
    z.object({
      code: z.string(),
      speedKmh: z.number().nullable(),
      congestion: Congestion,
      observedAt: z.string().nullable(),
    }),
  ),
});
export type RoadState = z.infer<typeof RoadState>;

export const PatrolView = z.object({
  thingId: z.string(),
  name: z.string(),
  reachCode: z.string().nullable(),
  startedAt: z.string(),
  lastAt: z.string(),
  points: z.array(z.tuple([z.number(), z.number()])),
});
export type PatrolView = z.infer<typeof PatrolView>;

/** Compact for the map: [lon, lat, index of class, index of state]. */
export const ComponentPoints = z.object({
  classes: z.array(z.unknown()),
  points: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
});
export type ComponentPoints = z.infer<typeof ComponentPoints>;

/** Follows `nextCursor` to the end, for lists that a screen needs completely. */
async function all<S extends z.ZodType>(path: ApiPath, item: S, query: Query): Promise<z.output<S>[]> {
  const items: z.output<S>[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await getJson(path, pageOf(item), { ...query, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null && cursor !== undefined);
  return items;
}

export const readRegion = (code: string) => getJson(`/api/regions/${code}`, RegionDetail);
export const listThings = (query: Query) => all("/api/things", ThingView, { limit: 2000, ...query });
export const listCameras = (query: Query) => all("/api/cameras", CameraView, { limit: 1000, ...query });
export const listRegions = async (query: Query) => (await getJson("/api/regions", pageOf(RegionView), query)).items;

const Located = z.object({ path: z.array(RegionView), gridCode: z.string().nullable() });
/** The regions that contain a point, from the city down; null when none is in scope. */
export async function locateRegion([lon, lat]: readonly [number, number]) {
  try {
    return await getJson("/api/regions/locate", Located, { lon, lat });
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 404) return null;
    throw error;
  }
}
export const listReaches = async () => (await getJson("/api/reaches", pageOf(ReachView))).items;
export const listRoads = () => all("/api/roads", RoadView, { monitored: true, limit: 2000 });
export const readRoadState = () => getJson("/api/roads/state", RoadState);
export const listPatrols = async () => (await getJson("/api/patrols", pageOf(PatrolView))).items;
export const readComponentPoints = (query: Query) => getJson("/api/components/points", ComponentPoints, query);
