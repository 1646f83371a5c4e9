// Positions: lon, lat; WGS84 inside. The datum is declared at every edge and converted once.
import gcoord from "gcoord";
import { z } from "zod";

export const Crs = z.enum(["WGS84", "CGCS2000", "GCJ02", "BD09"]);
export type Crs = z.infer<typeof Crs>;

export type Position = [lon: number, lat: number];

/** Converts to WGS84. CGCS2000 differs by centimetres and is not converted. */
export function toWgs84(position: readonly [number, number], crs: Crs): Position {
  const [lon, lat] = position;
  if (crs === "GCJ02") return gcoord.transform([lon, lat], gcoord.GCJ02, gcoord.WGS84) as Position;
  if (crs === "BD09") return gcoord.transform([lon, lat], gcoord.BD09, gcoord.WGS84) as Position;
  return [lon, lat];
}

/** [west, south, east, north] in degrees. */
export type Bbox = readonly [west: number, south: number, east: number, north: number];

const METRES_PER_DEGREE = 111_320;

/** The bounding box widened by `metres` on every side: a position outside of it cannot be one of this city. */
export function envelope(bbox: Bbox, metres: number): Bbox {
  const [west, south, east, north] = bbox;
  const dLat = metres / METRES_PER_DEGREE;
  const dLon = dLat / Math.cos((((south + north) / 2) * Math.PI) / 180);
  return [west - dLon, south - dLat, east + dLon, north + dLat];
}

export const isInside = (bbox: Bbox, [lon, lat]: readonly [number, number]): boolean =>
  lon >= bbox[0] && lat >= bbox[1] && lon <= bbox[2] && lat <= bbox[3];
