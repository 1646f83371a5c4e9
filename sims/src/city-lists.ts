// The city's lists that the simulators need, read once over HTTP like any partner system.
import { SessionView } from "@minqing/core/access/account";
import { CameraView } from "@minqing/core/camera/camera";
import { CaseCategory } from "@minqing/core/case/category";
import { DepartmentView } from "@minqing/core/region/region";
import { ReachView } from "@minqing/core/river/river";
import { ThingView } from "@minqing/core/thing/thing";
import type { Track } from "./geo/track.ts";
import type { CityClient } from "./http/city-client.ts";
import { readPages } from "./http/read-pages.ts";
import type { Log } from "./log.ts";
import { readReachLines } from "./river/reach-lines.ts";
import { type RoadGraph, RoadSegment, roadGraphOf } from "./road/road-graph.ts";

export interface CityLists {
  session: SessionView;
  things: ThingView[];
  cameras: CameraView[];
  graph: RoadGraph;
  reachLines: ReadonlyMap<string, Track>;
  reachNames: ReadonlyMap<string, string>;
  categories: CaseCategory[];
  departments: DepartmentView[];
}

export async function readCity(client: CityClient, log: Log): Promise<CityLists> {
  const session = await client.request((api) => api.session.$get(), SessionView);
  const things = await readPages(client, "/api/things?limit=1000", ThingView);
  log.info(`${things.length} things`);
  const cameras = await readPages(client, "/api/cameras?limit=2000", CameraView);
  const roads = await readPages(client, "/api/roads?limit=1000", RoadSegment);
  log.info(`${cameras.length} cameras, ${roads.length} road segments`);
  const reaches = await readPages(client, "/api/reaches", ReachView);
  const categories = await readPages(client, "/api/categories", CaseCategory);
  const units = await readPages(client, "/api/departments", DepartmentView);
  const departments = units.filter(({ validTo }) => validTo === null);
  return {
    session,
    things,
    cameras,
    graph: roadGraphOf(roads),
    reachLines: await readReachLines(client, session.city.code, reaches, things),
    reachNames: new Map(reaches.map(({ code, name }) => [code, name])),
    categories,
    departments,
  };
}
