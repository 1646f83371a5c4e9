// The data of both maps of the wall, and the focus area.
import { useMemo, useRef } from "react";
import { useNow } from "../../live/use-now.ts";
import { roadColours, roadGeometry } from "../../map/layers/road-layer.ts";
import { cityStore, stationsOf } from "../data/city-store.ts";
import { useBasemap } from "../data/use-basemap.ts";
import { useSurroundings } from "../data/use-surroundings.ts";
import type { WallData } from "../data/use-wall-data.ts";
import { type FeedItem, isInRegion } from "../feed/feed-items.ts";
import type { Theme } from "../theme.ts";
import { type FocusArea, focusArea } from "./focus-area.ts";
import { itemsOf, type MapData, type Stations } from "./map-content.ts";

/** Stations are redrawn every two seconds, because a symbol that changes faster cannot be read. */
const STATIONS_MS = 2000;

function useStationSet(): Stations {
  const nowMs = useNow(STATIONS_MS);
  return useMemo(() => {
    const state = cityStore.getState();
    return {
      river: stationsOf(state, "river_level", nowMs),
      rain: stationsOf(state, "rain_gauge", nowMs),
      flood: stationsOf(state, "flood_point", nowMs),
      quality: stationsOf(state, "water_quality", nowMs),
      tide: stationsOf(state, "tide_gauge", nowMs),
    };
  }, [nowMs]);
}

function useRoads(data: WallData): MapData["roads"] {
  const roads = data.roads.data;
  const geometry = useMemo(() => (roads === null ? null : roadGeometry(roads)), [roads]);
  const state = data.roadState.data;
  return useMemo(() => {
    if (geometry === null || state === null) return null;
    const colours = roadColours(geometry, new Map(state.items.map((item) => [item.code, item.congestion])));
    return { geometry, colours };
  }, [geometry, state]);
}

const NONE: never[] = [];

/** All data except items and names, which differ between the maps. */
export type CommonMapData = Omit<MapData, "items" | "quiet" | "names">;

export function useCommonMapData(theme: Theme, data: WallData): CommonMapData {
  const stations = useStationSet();
  const roads = useRoads(data);
  const basemap = useBasemap();
  const surroundings = useSurroundings(basemap.url, basemap.data);
  const reaches = data.reaches.data ?? NONE;
  const patrols = data.patrols.data ?? NONE;
  const density = data.density.data;
  const components = data.components.data;
  return useMemo(
    () => ({ theme, stations, reaches, patrols, density, components, roads, surroundings }),
    [theme, stations, reaches, patrols, density, components, roads, surroundings],
  );
}

export function useFocusArea(items: readonly FeedItem[], theme: Theme, region: string | null): FocusArea | null {
  const before = useRef<{ key: string; area: FocusArea | null }>({ key: "", area: null });
  return useMemo(() => {
    const key = `${theme}/${region}`;
    const shown = itemsOf(theme, items).filter((item) => isInRegion(item, region));
    const area = focusArea(shown, before.current.key === key ? before.current.area : null);
    before.current = { key, area };
    return area;
  }, [items, theme, region]);
}
