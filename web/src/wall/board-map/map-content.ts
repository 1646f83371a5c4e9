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
import { mainProperty, mainReading, type Station } from "../data/station.ts";
import type { PlaceName } from "../data/use-surroundings.ts";
import type { WallReference } from "../data/wall-reference.ts";
import type { FeedItem } from "../feed/feed-items.ts";
import type { Theme } from "../theme.ts";
import { itemSymbols, type SymbolStyle } from "./item-symbols.ts";
import { nameSymbols, surroundingSymbols } from "./name-symbols.ts";
import { type DotStyle, depthSymbols, dotSymbols, gaugeSymbols, rainSymbols } from "./station-symbols.ts";

export interface MapData {
  theme: Theme;
  items: readonly FeedItem[];
  /** Items whose label stands on another map: only their symbol is drawn. */
  quiet: ReadonlySet<string>;
  /** Of all kinds; a kind says on which themes it is drawn, and how. */
  stations: readonly Station[];
  reference: WallReference;
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

export const layersOf = (data: LayerData, zoom: number, lineScale: number): Layer[] => [
  ...themeLayers(data, zoom, lineScale),
  ...(data.rain.length === 0 ? [] : [rainLayer(data.rain)]),
];

function themeLayers(data: LayerData, zoom: number, lineScale: number): Layer[] {
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
  return [];
}

function rainLayer(stations: readonly Station[]): Layer {
  const placed = stations.flatMap((station) => {
    const { thing } = station;
    const rain = mainReading(station);
    return thing.position === null ? [] : [{ at: thing.position, mm: rain?.value ?? 0, stale: rain?.stale ?? true }];
  });
  const points = pointsOf(
    placed,
    ({ at }) => at,
    ({ mm, stale }) => (stale ? [143, 163, 184, 70] : [127, 166, 204, Math.round(60 + Math.min(mm, 40) * 4.8)]),
  );
  return pointLayer("rain", points, 5.5);
}

/** Whether the city counts the item's category, or the property of its alarm, to the theme. */
const isAbout = (theme: Theme, item: FeedItem, { categories, properties }: WallReference): boolean =>
  categories.get(item.case?.category ?? "")?.themes.includes(theme) === true ||
  properties.get(item.alarm?.observedProperty ?? "")?.themes.includes(theme) === true;

/** The items of a theme. P1 and unacknowledged items are in every theme. */
export function itemsOf(theme: Theme, items: readonly FeedItem[], reference: WallReference): FeedItem[] {
  return items.filter((item) => {
    if (item.urgent || item.priority === 1) return true;
    if (theme === "emergency") return item.priority <= 3;
    if (theme === "urban") return item.kind === "case";
    return isAbout(theme, item, reference);
  });
}

/** Words of `ThingKind.symbol` that are not drawn as dots; moving things are drawn from frames. */
const DRAWN_OTHERWISE = ["gauge", "rain", "depth", "moving"];

const stationsOn = (theme: Theme, stations: readonly Station[]): Station[] =>
  stations.filter(({ kind }) => kind.themes.includes(theme));

/** The stations of the rain layer; the same empty list while there is none. */
export function rainOn(theme: Theme, stations: readonly Station[]): readonly Station[] {
  const rain = stationsOn(theme, stations).filter(({ kind }) => kind.symbol === "rain");
  return rain.length === 0 ? NO_STATIONS : rain;
}

const NO_STATIONS: readonly Station[] = [];

export interface MapStyle extends DotStyle, Omit<SymbolStyle, "icons"> {}

/** Alarms of P2 and below about the level of a gauge that is drawn: its staff shows them. */
function isOnStaff(gauges: readonly Station[], drawn: ReadonlySet<string>): (item: FeedItem) => boolean {
  const levels = new Map(gauges.map((station) => [station.thing.id, mainProperty(station)]));
  return ({ kind, priority, alarm }) =>
    kind === "alarm" &&
    priority > 1 &&
    alarm !== null &&
    alarm.thingId !== null &&
    drawn.has(`thing:${alarm.thingId}`) &&
    levels.get(alarm.thingId) === alarm.observedProperty;
}

export function symbolsOf(data: MapData, style: MapStyle): MapSymbol[] {
  const { theme, reference } = data;
  const stations = stationsOn(theme, data.stations);
  const drawnAs = (symbol: string) => stations.filter(({ kind }) => kind.symbol === symbol);
  const gauges = gaugeSymbols(drawnAs("gauge"), style);
  const onStaff = isOnStaff(drawnAs("gauge"), new Set(gauges.map(({ id }) => id)));
  const items = itemsOf(theme, data.items, reference).filter((item) => !onStaff(item));
  const label = (item: FeedItem) => (data.quiet.has(item.id) ? null : style.label(item));
  return [
    ...itemSymbols(items, { ...style, label, icons: reference }),
    ...nameSymbols(data.names, style.scene, style.name),
    ...surroundingSymbols(data.surroundings, style.scene, style.name),
    ...gauges,
    ...rainSymbols(drawnAs("rain"), style, style.role === "focus" ? 6 : 4),
    ...depthSymbols(drawnAs("depth"), style),
    ...dotSymbols(
      stations.filter(({ kind }) => !DRAWN_OTHERWISE.includes(kind.symbol)),
      style,
    ),
  ];
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
