// The data of both maps of the wall, and the focus area.
import { useMemo, useRef } from "react";
import { useNow } from "../../live/use-now.ts";
import { roadColours, roadGeometry } from "../../map/layers/road-layer.ts";
import { cityStore, stationsOf } from "../data/city-store.ts";
import type { Station } from "../data/station.ts";
import { useBasemap } from "../data/use-basemap.ts";
import { useSurroundings } from "../data/use-surroundings.ts";
import type { WallData } from "../data/use-wall-data.ts";
import { NO_REFERENCE, type WallReference } from "../data/wall-reference.ts";
import { type FeedItem, isInRegion } from "../feed/feed-items.ts";
import type { Theme } from "../theme.ts";
import { type FocusArea, focusArea } from "./focus-area.ts";
import { itemsOf, type MapData } from "./map-content.ts";

/** Stations are redrawn every two seconds, because a symbol that changes faster cannot be read. */
const STATIONS_MS = 2000;

function useAllStations(): readonly Station[] {
  const nowMs = useNow(STATIONS_MS);
  return useMemo(() => stationsOf(cityStore.getState(), () => true, nowMs), [nowMs]);
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
  const stations = useAllStations();
  const roads = useRoads(data);
  const basemap = useBasemap();
  const surroundings = useSurroundings(basemap.url, basemap.data);
  const reaches = data.reaches.data ?? NONE;
  const patrols = data.patrols.data ?? NONE;
  const reference = data.reference.data ?? NO_REFERENCE;
  const density = data.density.data;
  const components = data.components.data;
  return useMemo(
    () => ({ theme, stations, reference, reaches, patrols, density, components, roads, surroundings }),
    [theme, stations, reference, reaches, patrols, density, components, roads, surroundings],
  );
}

interface Shown {
  theme: Theme;
  region: string | null;
  reference: WallReference;
}

export function useFocusArea(items: readonly FeedItem[], { theme, region, reference }: Shown): FocusArea | null {
  const before = useRef<{ key: string; area: FocusArea | null }>({ key: "", area: null });
  return useMemo(() => {
    const key = `${theme}/${region}`;
    const shown = itemsOf(theme, items, reference).filter((item) => isInRegion(item, region));
    const area = focusArea(shown, before.current.key === key ? before.current.area : null);
    before.current = { key, area };
    return area;
  }, [items, theme, region, reference]);
}
