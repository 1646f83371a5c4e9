// The box around a position, with the given metres to each side.
import type { Bounds } from "../../map/map.ts";

const METRES_PER_DEGREE = 111_320;

export function boundsAround([lon, lat]: readonly [number, number], metres: number): Bounds {
  const dLat = metres / METRES_PER_DEGREE;
  const dLon = dLat / Math.cos((lat * Math.PI) / 180);
  return [lon - dLon, lat - dLat, lon + dLon, lat + dLat];
}
