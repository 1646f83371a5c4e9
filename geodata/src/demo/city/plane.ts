// The flat plane in metres in which the city is generated: lon/lat scaled about the city's middle. Good to 0.1 % within
// 150 km, which is finer than the outlines (about 100 m) are.

/** [x, y] in metres east and north of the plane's origin. */
export type Point = readonly [number, number];
/** Open (first point not repeated), counter-clockwise, simple, without holes. */
export type Ring = readonly Point[];
/** Disjoint rings. */
export type Area = readonly Ring[];
export type Line = readonly Point[];
export type LonLat = readonly [number, number];

export interface Plane {
  readonly origin: LonLat;
  toMetres(position: LonLat): Point;
  /** Rounded to 1e-7 degrees (1 cm), so that hashes do not depend on the last bit. */
  toLonLat(point: Point): LonLat;
}

const METRES_PER_DEGREE = 111_195;

export const roundDegrees = (value: number): number => Math.round(value * 1e7) / 1e7;

export function planeAt(lon: number, lat: number): Plane {
  const lonScale = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
  return {
    origin: [lon, lat],
    toMetres: ([x, y]) => [(x - lon) * lonScale, (y - lat) * METRES_PER_DEGREE],
    toLonLat: ([x, y]) => [roundDegrees(lon + x / lonScale), roundDegrees(lat + y / METRES_PER_DEGREE)],
  };
}
