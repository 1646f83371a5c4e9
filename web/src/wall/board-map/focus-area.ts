// The focus area (重点区): the window with the highest weight of open items. It stays until another place is clearly
// heavier, because a map that jumps cannot be read.
import type { Bounds } from "../../map/map.ts";
import type { FeedItem } from "../feed/feed-items.ts";

export interface FocusArea {
  bounds: Bounds;
  centre: readonly [number, number];
  /** The most important item; its region names the area. */
  leadId: string;
}

const WEIGHTS = { 1: 100, 2: 12, 3: 2, 4: 0.5 } as const;
/** Half of the window in degrees; the window is 11 km wide and 9 km high, which fits the narrow map. */
const HALF_LON = 0.062;
const HALF_LAT = 0.052;
/** Another window must be a third heavier before the map moves to it. */
const STAY = 1.35;

const boundsAround = ([lon, lat]: readonly [number, number]): Bounds => [
  lon - HALF_LON,
  lat - HALF_LAT,
  lon + HALF_LON,
  lat + HALF_LAT,
];

const contains = (bounds: Bounds, [lon, lat]: readonly [number, number]): boolean =>
  lon >= bounds[0] && lat >= bounds[1] && lon <= bounds[2] && lat <= bounds[3];

const weightOf = (item: FeedItem): number => WEIGHTS[item.priority] * (item.urgent ? 3 : 1);

type Placed = FeedItem & { position: readonly [number, number] };

function weigh(bounds: Bounds, items: readonly Placed[]): number {
  return items.reduce((sum, item) => sum + (contains(bounds, item.position) ? weightOf(item) : 0), 0);
}

/** The weighted centre of the items in the window, so that symbols do not stand at its edge. */
function weightedCentre(bounds: Bounds, items: readonly Placed[]): readonly [number, number] {
  const inside = items.filter((item) => contains(bounds, item.position));
  const total = inside.reduce((sum, item) => sum + weightOf(item), 0);
  if (total === 0) return [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2];
  const lon = inside.reduce((sum, item) => sum + item.position[0] * weightOf(item), 0) / total;
  const lat = inside.reduce((sum, item) => sum + item.position[1] * weightOf(item), 0) / total;
  return [lon, lat];
}

export function focusArea(items: readonly FeedItem[], before: FocusArea | null): FocusArea | null {
  const placed = items.filter((item): item is Placed => item.position !== null);
  let best: FocusArea | null = null;
  let bestWeight = 0;
  // Items come heaviest first, so two hundred candidates are enough.
  for (const item of placed.slice(0, 200)) {
    const centre = weightedCentre(boundsAround(item.position), placed);
    const bounds = boundsAround(centre);
    const weight = weigh(bounds, placed);
    if (weight > bestWeight) {
      best = { bounds, centre, leadId: item.id };
      bestWeight = weight;
    }
  }
  if (before !== null && best !== null && weigh(before.bounds, placed) * STAY >= bestWeight) {
    const lead = placed.find((item) => contains(before.bounds, item.position));
    return lead === undefined ? best : { ...before, leadId: lead.id };
  }
  return best;
}

export const isInBounds = contains;
