// GeoJSON of the flat plane's shapes: lon lat with five decimals (one metre), enough for drawing.
import type { Feature, FeatureCollection, Geometry, Position } from "geojson";
import type { Area, Line, Plane, Point } from "../city/plane.ts";

const DECIMALS = 1e5;

export type Properties = Readonly<Record<string, string | number | boolean | null>>;

export const positionOf = (plane: Plane, point: Point): Position =>
  plane.toLonLat(point).map((degrees) => Math.round(degrees * DECIMALS) / DECIMALS);

function lineOf(plane: Plane, line: Line): Position[] {
  const positions = line.map((point) => positionOf(plane, point));
  return positions.filter((p, i) => i === 0 || p[0] !== positions[i - 1]?.[0] || p[1] !== positions[i - 1]?.[1]);
}

function ringOf(plane: Plane, ring: Line): Position[] {
  const positions = lineOf(plane, ring);
  const [first] = positions;
  return first ? [...positions, first] : positions;
}

const feature = (geometry: Geometry, properties: Properties): Feature => ({ type: "Feature", properties, geometry });

export const areaFeature = (plane: Plane, area: Area, properties: Properties): Feature =>
  feature({ type: "MultiPolygon", coordinates: area.map((ring) => [ringOf(plane, ring)]) }, properties);

export const lineFeature = (plane: Plane, lines: readonly Line[], properties: Properties): Feature => {
  const coordinates = lines.map((line) => lineOf(plane, line)).filter((line) => line.length > 1);
  const [only] = coordinates;
  return coordinates.length === 1 && only
    ? feature({ type: "LineString", coordinates: only }, properties)
    : feature({ type: "MultiLineString", coordinates }, properties);
};

export const pointFeature = (position: Position, properties: Properties): Feature =>
  feature({ type: "Point", coordinates: position }, properties);

export const collection = (features: Feature[]): FeatureCollection => ({ type: "FeatureCollection", features });
