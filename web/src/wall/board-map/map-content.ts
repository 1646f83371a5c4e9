// The content of a map by theme: layers of deck.gl, symbols, and the states of reaches on the basemap. Pure.
import type { Layer } from "@deck.gl/core";
import type { RegionView } from "@minqing/core/region/region";
import type { ReachState, ReachView } from "@minqing/core/river/river";
import type { CaseDensity } from "../../api/cases.ts";
import type { ComponentPoints, PatrolView } from "../../api/city.ts";
import { densityLayer } from "../../map/layers/density-layer.ts";
import { pointLayer, pointsOf } from "../../map/layers/point-layer.ts";
import { type RoadGeometry, roadLayers } from "../../map/layers/road-layer.ts";
import { trackLayers } from "../../map/layers/track-layer.ts";
import type { MapSymbol } from "../../map/symbols/map-symbol.ts";
import type { Station } from "../data/city-store.ts";
import type { PlaceName } from "../data/use-surroundings.ts";
import type { FeedItem } from "../feed/feed-items.ts";
import type { Theme } from "../theme.ts";
import { itemSymbols, type SymbolStyle } from "./item-symbols.ts";
import { nameSymbols, surroundingSymbols } from "./name-symbols.ts";
import { floodSymbols, gaugeSymbols, qualitySymbols, rainSymbols, type StationStyle } from "./station-symbols.ts";

export interface Stations {
  river: readonly Station[];
  rain: readonly Station[];
  flood: readonly Station[];
  quality: readonly Station[];
  tide: readonly Station[];
}

export interface MapData {
  theme: Theme;
  items: readonly FeedItem[];
  /** Items whose label stands on another map: only their symbol is drawn. */
  quiet: ReadonlySet<string>;
  stations: Stations;
  reaches: readonly ReachView[];
  patrols: readonly PatrolView[];
  density: CaseDensity | null;
  components: ComponentPoints | null;
  roads: { geometry: RoadGeometry; colours: Uint8Array } | null;
  names: readonly RegionView[];
  surroundings: readonly PlaceName[];
}

/** From this zoom on, points are drawn instead of hexagons of 5 km². */
const DENSITY_MAX_ZOOM = 11.3;

type LayerData = Pick<MapData, "theme" | "density" | "components" | "roads" | "patrols"> & { rain: readonly Station[] };

export function layersOf(data: LayerData, zoom: number, lineScale: number): Layer[] {
  const { theme } = data;
  if (theme === "urban") {
    if (zoom < DENSITY_MAX_ZOOM) return data.density === null ? [] : [densityLayer(data.density.cells, 0.85)];
    if (data.components === null) return [];
    const points = pointsOf(
      data.components.points,
      ([lon, lat]) => [lon, lat],
      () => [95, 169, 180, 190],
    );
    return [pointLayer("components", points, zoom >= 13 ? 4.5 : 3)];
  }
  if (theme === "traffic") {
    const widthPx = (zoom >= 11 ? 7 : 4.5) * lineScale;
    return data.roads === null ? [] : roadLayers(data.roads.geometry, data.roads.colours, widthPx);
  }
  if (theme === "river")
    return trackLayers(
      data.patrols
        .filter(({ reachCode }) => reachCode !== null)
        .map(({ thingId, points }) => ({ id: thingId, points })),
      0.75,
    );
  return [rainLayer(data.rain)];
}

function rainLayer(stations: readonly Station[]): Layer {
  const placed = stations.flatMap(({ thing, readings }) => {
    const rain = readings["rain_1h"];
    return thing.position === null ? [] : [{ at: thing.position, mm: rain?.value ?? 0, stale: rain?.stale ?? true }];
  });
  const points = pointsOf(
    placed,
    ({ at }) => at,
    ({ mm, stale }) => (stale ? [143, 163, 184, 70] : [127, 166, 204, Math.round(60 + Math.min(mm, 40) * 4.8)]),
  );
  return pointLayer("rain", points, 5.5);
}

const isAboutWater = (item: FeedItem): boolean => {
  const category = item.case?.category ?? "";
  if (/^(0125|0126|0130|0181|0182|0597|0506|0503|0507c|0508c|0230c)/.test(category)) return true;
  return ["water_level", "tide_level", "ammonia_nitrogen", "dissolved_oxygen", "rain_1h"].includes(
    item.alarm?.observedProperty ?? "",
  );
};

/** Incidents on roads: collapsed, flooded, blocked, damaged, badly parked. */
const isAboutTraffic = (item: FeedItem): boolean =>
  /^(0113|0114|0302|0409|0410|0496|0505|0506|0508|02..c)/.test(item.case?.category ?? "") ||
  ["speed", "flood_depth"].includes(item.alarm?.observedProperty ?? "");

/** The items of a theme. P1 and unacknowledged items are in every theme. */
export function itemsOf(theme: Theme, items: readonly FeedItem[]): FeedItem[] {
  return items.filter((item) => {
    if (item.urgent || item.priority === 1) return true;
    if (theme === "emergency") return item.priority <= 3;
    if (theme === "river") return isAboutWater(item);
    if (theme === "traffic") return isAboutTraffic(item);
    return item.kind === "case";
  });
}

export function symbolsOf(
  data: MapData,
  style: SymbolStyle & StationStyle & { name(place: { name: string; nameEn: string | null }): string },
): MapSymbol[] {
  const { theme, stations } = data;
  // A warned gauge already shows its alarm, so the alarm of P2 and below is not drawn beside it.
  const onStaff = (item: FeedItem) =>
    item.priority > 1 && item.alarm !== null && /^(water_level|tide_level)$/.test(item.alarm.observedProperty ?? "");
  const withStaffs = theme === "emergency" || theme === "river";
  const items = itemsOf(theme, data.items).filter((item) => !(withStaffs && item.kind === "alarm" && onStaff(item)));
  const symbols: MapSymbol[] = [
    ...itemSymbols(items, { ...style, label: (item) => (data.quiet.has(item.id) ? null : style.label(item)) }),
    ...nameSymbols(data.names, style.scene, style.name),
    ...surroundingSymbols(data.surroundings, style.scene, style.name),
  ];
  if (theme === "emergency" || theme === "river") symbols.push(...gaugeSymbols(stations.river, style));
  if (theme === "emergency") {
    symbols.push(
      ...gaugeSymbols(stations.tide, style),
      ...rainSymbols(stations.rain, style, style.role === "focus" ? 6 : 4),
    );
    symbols.push(...floodSymbols(stations.flood, style));
  }
  if (theme === "river") symbols.push(...qualitySymbols(stations.quality));
  return symbols;
}

const REACH_STATES: Record<ReachState, string> = {
  guarantee: "guarantee",
  warning: "warning",
  normal: "normal",
  silent: "silent",
  none: "normal",
};

/** Codes of reaches by drawn state. Outside of the water themes all reaches are drawn as normal. */
export function reachesByState(theme: Theme, reaches: readonly ReachView[]): Record<string, string[]> {
  const codes: Record<string, string[]> = { guarantee: [], warning: [], normal: [], silent: [] };
  const withState = theme === "emergency" || theme === "river";
  for (const { code, state } of reaches) codes[withState ? REACH_STATES[state] : "normal"]?.push(code);
  return codes;
}
