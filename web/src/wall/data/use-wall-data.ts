// All data that the wall reads from the server, each at its own interval; data that changes by the second comes over
// the live connection.
import { regionPrefix } from "@minqing/core/region/codes";
import { useMemo } from "react";
import { readCaseDensity } from "../../api/cases.ts";
import {
  listCameras,
  listPatrols,
  listReaches,
  listRegions,
  listRoads,
  type RegionDetail,
  readComponentPoints,
  readRegion,
  readRoadState,
} from "../../api/city.ts";
import { readFigures, readRank, readTimeline } from "../../api/kpis.ts";
import type { Theme } from "../theme.ts";
import { loadThings } from "./load-things.ts";
import { type Polled, usePoll } from "./use-poll.ts";
import { readReference } from "./wall-reference.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The key of a poll; null when the theme does not need the data. */
const when = (needed: boolean, key: string): string | null => (needed ? key : null);

export function useWallData(theme: Theme, region: string | null, home: string) {
  const things = usePoll("things", loadThings, 10 * MINUTE);
  const reference = usePoll("reference", readReference, 10 * MINUTE);
  const figures = usePoll(`figures/${region}`, () => readFigures(region), 10 * SECOND);
  const timeline = usePoll(`timeline/${region}`, () => readTimeline(region), MINUTE);
  const rain = usePoll(when(theme === "emergency", "rain"), () => readRank("rain", null), MINUTE);
  const category = usePoll(
    when(theme === "urban", `category/${region}`),
    () => readRank("category", region),
    20 * SECOND,
  );
  const cameras = usePoll("cameras", () => listCameras({}), 10 * SECOND);
  const reaches = usePoll("reaches", listReaches, 15 * SECOND);
  const patrols = usePoll(when(theme === "river", "patrols"), listPatrols, 15 * SECOND);
  const roads = usePoll(when(theme === "traffic", "roads"), listRoads, 30 * MINUTE);
  const roadState = usePoll(when(theme === "traffic", "road-state"), readRoadState, 10 * SECOND);
  const density = usePoll(when(theme === "urban", "density"), () => readCaseDensity({ res: 7 }), MINUTE);
  const components = usePoll(
    when(theme === "urban", `components/${region}`),
    () => readComponentPoints(region === null ? {} : { region }),
    30 * MINUTE,
  );
  return {
    things,
    reference,
    figures,
    timeline,
    rain,
    category,
    cameras,
    reaches,
    patrols,
    roads,
    roadState,
    density,
    components,
    regions: useRegions(region, home),
  };
}
export type WallData = ReturnType<typeof useWallData>;

export interface Regions {
  /** The shown region with its path and children. */
  current: Polled<RegionDetail>;
  /** The home region: the city, or the own part of it. */
  home: Polled<RegionDetail>;
  towns: Awaited<ReturnType<typeof listRegions>>;
  villages: Awaited<ReturnType<typeof listRegions>>;
}

function useRegions(region: string | null, homeCode: string): Regions {
  const code = region ?? homeCode;
  const current = usePoll(`region/${code}`, () => readRegion(code), 30 * MINUTE);
  const home = usePoll(`region/${homeCode}`, () => readRegion(homeCode), 30 * MINUTE);
  const towns = usePoll("towns", () => listRegions({ level: "town" }), 60 * MINUTE);
  const villages = usePoll("villages", () => listRegions({ level: "village" }), 60 * MINUTE);
  return { current, home, towns: towns.data ?? NONE, villages: villages.data ?? NONE };
}

const NONE: never[] = [];

/** The regions whose names are shown at this zoom: at most two levels at once. */
export function useNames(regions: Regions, zoom: number, region: string | null) {
  return useMemo(() => {
    const parts = (regions.home.data?.children ?? []).filter((child) => child.kind !== "zone");
    const counties = parts.filter(({ level }) => level === "county");
    const children = regions.current.data?.children ?? [];
    const isGridLevel = region !== null && region.length >= 12;
    if (isGridLevel) return [...children, ...regions.villages.filter((v) => v.code === region)];
    if (zoom >= 12.2) return [...regions.towns, ...regions.villages];
    if (zoom >= 10.4) {
      const within = region === null ? "" : regionPrefix(region);
      return [...regions.towns.filter((town) => town.code.startsWith(within)), ...(region === null ? counties : [])];
    }
    return parts;
  }, [regions, zoom, region]);
}
