// Where a click on the map leads: one level down.
import { isInside, parentRegion } from "@minqing/core/region/codes";

/**
 * The child of `shown` in the path that a click has hit; null where there is nothing below. `home` is where the wall
 * opens: what it runs elsewhere is gone to directly, since what lies around that belongs to others.
 */
export function nextRegion(path: readonly string[], shown: string, home: string): string | null {
  const index = path.indexOf(shown);
  if (index !== -1) return path[index + 1] ?? null;
  const neighbour = path.find((code) => code.length === shown.length && parentRegion(code) !== null);
  return neighbour !== undefined && isInside(neighbour, home) ? neighbour : (path.at(-1) ?? null);
}
