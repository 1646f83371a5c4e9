// The features of each basemap layer of the demo city.
import type { BasemapLabel, BasemapLayerId } from "@minqing/core/city/basemap-index";
import type { Feature } from "geojson";
import type { DemoCity } from "../city/demo-city.ts";
import type { Area, Point } from "../city/plane.ts";
import { lengthOf, pointAlong } from "../city/polyline.ts";
import { innerPointOf } from "../city/ring.ts";
import { shortVillage } from "../city/short-name.ts";
import { BorderIndex, chained, edgesOf, innerBorders, middle, sharedAndOuter } from "./border-lines.ts";
import { areaFeature, lineFeature, type Properties, pointFeature, positionOf } from "./geojson.ts";
import { SURROUNDINGS } from "./surroundings.ts";

export interface BasemapLayer {
  id: BasemapLayerId;
  features: Feature[];
  synthetic: boolean;
}

/** `neighbours`: the land around the city. */
export function basemapLayers(city: DemoCity, neighbours: Area): BasemapLayer[] {
  const { frame, plane, window } = city;
  const sea: Area = [
    [
      [window.minX, window.minY],
      [window.maxX, window.minY],
      [window.maxX, window.maxY],
      [window.minX, window.maxY],
    ],
  ];
  return [
    { id: "sea", features: [areaFeature(plane, sea, {})], synthetic: false },
    ...regionLayers(city),
    ...borderLayers(city, neighbours),
    ...roadLayers(city),
    {
      id: "river",
      features: frame.rivers.map((r) =>
        lineFeature(plane, r.lines, { id: r.id, name: r.name, precision: r.precision }),
      ),
      synthetic: false,
    },
    {
      id: "reach",
      features: frame.reaches.map((reach) =>
        lineFeature(plane, [reach.line], { code: reach.code, riverId: reach.riverId, name: reach.name }),
      ),
      synthetic: true,
    },
    { id: "label", features: labels(city), synthetic: false },
  ];
}

function regionLayers({ regions, plane }: DemoCity): BasemapLayer[] {
  const pick = (level: string, isZone: boolean): Feature[] =>
    regions
      .filter((region) => region.level === level && (region.kind === "zone") === isZone)
      .map(({ area, code, name, nameEn, kind, parentCode }) =>
        areaFeature(plane, area, level === "village" ? { code, name } : { code, name, nameEn, kind, parentCode }),
      );
  return [
    { id: "county", features: pick("county", false), synthetic: false },
    { id: "town", features: pick("town", false), synthetic: true },
    { id: "village", features: pick("village", false), synthetic: true },
    { id: "zone", features: pick("county", true), synthetic: true },
  ];
}

function borderLayers({ frame, plane, window }: DemoCity, neighbours: Area): BasemapLayer[] {
  const counties = frame.counties.map(({ area }) => area);
  const towns = frame.towns.map(({ area }) => area);
  const villages = frame.villages.map(({ area }) => area);
  const border = sharedAndOuter(counties);
  const isFrame = (p: Point): boolean =>
    Math.min(p[0] - window.minX, window.maxX - p[0], p[1] - window.minY, window.maxY - p[1]) < 5;
  const coast = new BorderIndex(edgesOf(frame.land.area).filter(({ a, b }) => !(isFrame(a) && isFrame(b))));
  const shores = edgesOf(neighbours).filter((edge) => coast.contains(middle(edge)));
  const layer = (id: BasemapLayerId, features: Feature[], synthetic: boolean): BasemapLayer => ({
    id,
    features,
    synthetic,
  });
  return [
    layer("land", [areaFeature(plane, neighbours, {})], false),
    layer("village_line", [lineFeature(plane, innerBorders(villages, towns), {})], true),
    layer("town_line", [lineFeature(plane, innerBorders(towns, counties), {})], true),
    layer("county_line", [lineFeature(plane, chained(border.shared), {})], false),
    layer("county_outer", [lineFeature(plane, chained(border.outer), {})], false),
    layer("coast", [lineFeature(plane, chained(shores), {})], false),
  ];
}

function roadLayers({ frame, plane }: DemoCity): BasemapLayer[] {
  return (["street", "secondary", "arterial"] as const).map((roadClass) => ({
    id: `road_${roadClass}` as const,
    features: frame.roads
      .filter((road) => road.class === roadClass)
      .map(({ code, name, line, monitored }) =>
        lineFeature(plane, [line], roadClass === "arterial" ? { code, name, monitored } : { code, name }),
      ),
    synthetic: true,
  }));
}

function labels({ regions, frame, plane, cityCode }: DemoCity): Feature[] {
  const label = (properties: BasemapLabel): Properties => ({ ...properties });
  const units = regions
    .filter(({ level }) => level !== "city")
    .map(({ level, kind, code, name, nameEn, labelAt }) =>
      pointFeature(
        positionOf(plane, labelAt),
        label({
          kind: kind === "zone" ? "zone" : level === "county" ? "county" : level === "town" ? "town" : "village",
          code,
          name: level === "village" ? shortVillage(name) : name,
          nameEn,
        }),
      ),
    );
  const rivers = frame.rivers.flatMap(({ id, name, nameEn }) => {
    // On the longest reach: a river's middle may lie outside the city.
    const [longest] = frame.reaches
      .filter(({ riverId }) => riverId === id)
      .sort((p, q) => lengthOf(q.line) - lengthOf(p.line));
    if (!longest) return [];
    const { point } = pointAlong(longest.line, lengthOf(longest.line) / 2);
    return [pointFeature(positionOf(plane, point), label({ kind: "river", code: id, name, nameEn }))];
  });
  const around = (SURROUNDINGS[cityCode] ?? []).map(({ kind, name, nameEn, at }) =>
    pointFeature([...at], label({ kind, code: null, name, nameEn })),
  );
  return [...units, ...rivers, ...around];
}

/** Grid cells of one town, with their label points. */
export function gridFeatures({ cells, plane }: DemoCity, townCode: string): Feature[] {
  return cells
    .filter(({ code }) => code.startsWith(townCode))
    .map(({ code, villageCode, name, area, households }) => {
      const [lon = 0, lat = 0] = positionOf(plane, innerPointOf(area));
      return areaFeature(plane, area, { code, villageCode, name, households, labelLon: lon, labelLat: lat });
    });
}
