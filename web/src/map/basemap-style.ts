// The dark style of the built-in basemap: only files of the server, no glyphs, no sprites. [mocks: map style, dark]
import type { BasemapIndex, BasemapLayerId } from "@minqing/core/city/basemap-index";
import type {
  BackgroundLayerSpecification,
  ExpressionSpecification,
  FillLayerSpecification,
  LineLayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from "maplibre-gl";

const SEA = "#0A131C";
const NEIGHBOUR = "#0F1A25";
const LAND = "#172635";

type Line = LineLayerSpecification;
type Zoomed = number | ExpressionSpecification;

/** One width up to zoom 10.6, another from 11: the overview and the focus map are drawn differently. */
const wide = (below: number, above: number): Zoomed => ["interpolate", ["linear"], ["zoom"], 10.6, below, 11.2, above];

const fill = (id: string, source: string, colour: string): FillLayerSpecification => ({
  id,
  type: "fill",
  source,
  paint: { "fill-color": colour, "fill-antialias": true },
});

function line(id: string, source: string, colour: string, width: Zoomed, more: Partial<Line> = {}): Line {
  return {
    id,
    type: "line",
    source,
    layout: { "line-cap": "round", "line-join": "round" },
    ...more,
    paint: { "line-color": colour, "line-width": width, ...more.paint },
  };
}

const nothing: ExpressionSpecification = ["in", ["get", "code"], ["literal", []]];

const roads = (k: number): Line[] => [
  line("road-street", "road_street", "#22344A", 1.2 * k, { minzoom: 12.2 }),
  line("road-secondary", "road_secondary", "#263A4C", wide(1 * k, 2.5 * k), { minzoom: 10.6 }),
  line("road-arterial-casing", "road_arterial", SEA, wide(4.5 * k, 7.5 * k)),
  line("road-arterial", "road_arterial", "#3B5167", wide(2 * k, 5 * k)),
];

const borders = (k: number): Line[] => [
  line("grid-line", "grid", "#2A3F53", 1 * k, { minzoom: 11.5, paint: { "line-dasharray": [3, 3] } }),
  line("village-line", "village_line", "#203243", 1 * k, { minzoom: 11 }),
  line("town-line", "town_line", "#38516A", wide(1.1 * k, 2 * k)),
  line("zone-line", "zone", "#4E6C86", 1.5 * k, {
    minzoom: 9,
    paint: { "line-dasharray": [5, 4], "line-opacity": 0.7 },
  }),
  line("county-line", "county_line", "#6D859C", wide(2.5 * k, 4 * k)),
  line("county-outer", "county_outer", "#6D859C", wide(2 * k, 3 * k)),
  line("coast", "coast", "#45607A", 1.25 * k),
];

/** Rivers by the state of their reaches. Over 保证 is a double line, so that it is recognised without colour. */
const rivers = (k: number): Line[] => [
  line("river-casing", "river", SEA, wide(6 * k, 9 * k), { paint: { "line-opacity": 0.8 } }),
  line("river", "river", "#35597C", wide(2 * k, 3 * k)),
  line("reach-normal", "reach", "#4F86B3", wide(3.5 * k, 5.2 * k), { filter: nothing }),
  line("reach-silent-casing", "reach", SEA, wide(7 * k, 10 * k), { filter: nothing }),
  line("reach-silent", "reach", "#8FA3B8", wide(4 * k, 6 * k), {
    filter: nothing,
    layout: { "line-cap": "butt", "line-join": "round" },
    paint: { "line-dasharray": [1.75, 1.5] },
  }),
  line("reach-warning-casing", "reach", SEA, wide(13 * k, 18 * k), { filter: nothing }),
  line("reach-warning", "reach", "#FF9F2E", wide(8 * k, 12 * k), { filter: nothing }),
  line("reach-guarantee-casing", "reach", SEA, wide(17 * k, 24 * k), { filter: nothing }),
  line("reach-guarantee", "reach", "#FF4D4F", wide(13 * k, 19 * k), { filter: nothing }),
  line("reach-guarantee-core", "reach", LAND, wide(3.5 * k, 5 * k), { filter: nothing }),
];

/** Basemap layers whose polygons can be the shown region. */
export const CHOSEN_LAYERS = ["county", "town", "village", "grid"] as const;

const chosen = (k: number): (Line | FillLayerSpecification)[] => [
  ...CHOSEN_LAYERS.map((level) => ({
    ...fill(`chosen-fill-${level}`, level, "#E8EEF4"),
    filter: nothing,
    paint: { "fill-color": "#E8EEF4", "fill-opacity": 0.045 },
  })),
  ...CHOSEN_LAYERS.map((level) => line(`chosen-line-${level}`, level, "#C9D6E2", 3.5 * k, { filter: nothing })),
];

const watermark: BackgroundLayerSpecification = {
  id: "watermark",
  type: "background",
  paint: { "background-pattern": "watermark" },
};

/** Grid cells are loaded when the map is drilled down to their town; until then the source is empty. */
const EMPTY: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };

/** Labels are placed by the symbols above the map, not by the style. */
const DRAWN = (id: BasemapLayerId): boolean => id !== "label";

export function basemapStyle(index: BasemapIndex, url: string, k: number): StyleSpecification {
  const sources: Record<string, SourceSpecification> = { grid: { type: "geojson", data: EMPTY } };
  for (const { id, file } of index.layers) {
    if (DRAWN(id)) sources[id] = { type: "geojson", data: `${url}/${file}`, tolerance: 0.3, buffer: 64 };
  }
  const layers = [
    { id: "background", type: "background" as const, paint: { "background-color": SEA } },
    fill("sea", "sea", SEA),
    fill("land", "land", NEIGHBOUR),
    fill("county-land", "county", LAND),
    ...chosen(k).filter((layer) => layer.type === "fill"),
    ...roads(k),
    ...borders(k),
    ...rivers(k),
    ...chosen(k).filter((layer) => layer.type === "line"),
    watermark,
  ].filter((layer) => layer.type === "background" || layer.source in sources);
  return { version: 8, sources, layers };
}
