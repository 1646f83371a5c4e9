// Land around the city. Coast line and county outlines differ by some hundred metres: along the shore the slivers
// between them belong to no region and are left out, so that the city's outline is its coast.
import { buffer, difference, featureCollection, intersect, multiPolygon, simplify } from "@turf/turf";
import type { Feature, MultiPolygon, Polygon, Position } from "geojson";
import type { Area, Plane, Ring } from "../city/plane.ts";
import { distanceM, signedAreaM2 } from "../city/ring.ts";
import { BorderIndex, edgesOf } from "./border-lines.ts";

/** Land thinner than twice this beside the city is a sliver. */
const SLIVER_M = 700;
/** About 100 m. */
const MASK_DEGREES = 0.001;
const ROUGH = { units: "kilometers", steps: 4 } as const;
const MIN_PART_M2 = 200_000;

/**
 * The city's own islands lie some hundred metres beside their coast lines: a small island this near counts as one of
 * them.
 */
const ISLET_M2 = 1_000_000;
const ISLET_DISTANCE_M = 5000;

/** Rings without holes: the city lies at the edge of its neighbours, never inside one. */
export function neighbourLand(land: Area, city: Area, plane: Plane): Area {
  const rest = difference(featureCollection([toFeature(land, plane), toFeature(city, plane)]));
  const mask = rest && thickPartsOf(rest);
  if (!rest || !mask) return [];
  const thick = intersect(featureCollection<Polygon | MultiPolygon>([rest, mask]));
  const slivers = difference(featureCollection<Polygon | MultiPolygon>([rest, mask]));
  const coast = new BorderIndex(edgesOf(land));
  const outline = new BorderIndex(edgesOf(city));
  const isInland = (ring: Ring): boolean => !ring.some((point) => coast.contains(point));
  const isFar = (ring: Ring): boolean =>
    city.every((own) => own.every((p) => ring.every((q) => distanceM(p, q) > ISLET_DISTANCE_M)));
  const isApart = (ring: Ring): boolean =>
    !ring.some((point) => outline.contains(point)) && (signedAreaM2(ring) > ISLET_M2 || isFar(ring));
  return [
    ...ringsOf(thick, plane).filter((ring) => signedAreaM2(ring) > MIN_PART_M2),
    // A spit of the coast far from the city and a notch of the border far from the sea are land too.
    ...ringsOf(slivers, plane).filter((ring) => isInland(ring) || isApart(ring)),
  ];
}

/** Eroding and growing only make a mask: on a simplified outline they take a tenth of the time. */
function thickPartsOf(rest: Feature<Polygon | MultiPolygon>): Feature<Polygon | MultiPolygon> | null {
  const eroded = buffer(simplify(rest, { tolerance: MASK_DEGREES }), -SLIVER_M / 1000, ROUGH);
  if (!eroded) return null;
  return buffer(simplify(eroded, { tolerance: MASK_DEGREES / 2 }), (SLIVER_M * 1.2) / 1000, ROUGH) ?? null;
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

function ringsOf(feature: Feature<Polygon | MultiPolygon> | null, plane: Plane): Ring[] {
  if (!feature) return [];
  const { geometry } = feature;
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons
    .map(([outer = []]) => outer.slice(0, -1).map(([lon = 0, lat = 0]) => plane.toMetres([lon, lat])))
    .filter((ring) => ring.length >= 3)
    .map((ring) => (signedAreaM2(ring) < 0 ? ring.reverse() : ring));
}
