// Land around the city. Coast line and county outlines differ by some hundred metres: the slivers between them are neither
// neighbouring land nor sea of their own, so thin parts beside the city's outline are left out.
import { buffer, difference, featureCollection, intersect, multiPolygon } from "@turf/turf";
import type { Feature, MultiPolygon, Polygon, Position } from "geojson";
import type { Area, Plane, Ring } from "../city/plane.ts";
import { signedAreaM2 } from "../city/ring.ts";

/** Land thinner than twice this beside the city is a sliver. */
const SLIVER_M = 700;
const LEAST_PART_M2 = 200_000;

type Land = Feature<Polygon | MultiPolygon>;

/** Areas without holes: the city lies at the edge of its neighbours, never inside one. */
export function neighbourLand(land: Area, city: Area, plane: Plane): { area: Area; holes: number } {
  const rest = difference(featureCollection([toFeature(land, plane), toFeature(city, plane)]));
  if (!rest) return { area: [], holes: 0 };
  const eroded = buffer(rest, -SLIVER_M / 1000, { units: "kilometers", steps: 4 });
  if (!eroded) return { area: [], holes: 0 };
  const grown = buffer(eroded, (SLIVER_M * 1.15) / 1000, { units: "kilometers", steps: 4 });
  const kept = grown ? intersect(featureCollection([rest as Land, grown as Land])) : null;
  if (!kept) return { area: [], holes: 0 };
  const polygons = kept.geometry.type === "Polygon" ? [kept.geometry.coordinates] : kept.geometry.coordinates;
  const area = polygons
    .map(([outer = []]) => toRing(outer, plane))
    .filter((ring) => ring.length >= 3 && Math.abs(signedAreaM2(ring)) > LEAST_PART_M2);
  return { area, holes: polygons.filter((rings) => rings.length > 1).length };
}

function toFeature(area: Area, plane: Plane): Feature<MultiPolygon> {
  return multiPolygon(
    area.map((ring) => {
      const positions = ring.map((point): Position => [...plane.toLonLat(point)]);
      const [first] = positions;
      return [first ? [...positions, first] : positions];
    }),
  );
}

function toRing(positions: readonly Position[], plane: Plane): Ring {
  return positions.slice(0, -1).map(([lon = 0, lat = 0]) => plane.toMetres([lon, lat]));
}
