// The region that a click on the map opens: one level down.
import { isInside, parentRegion } from "@minqing/core/region/codes";

/**
 * The child of `shown` in the path of the clicked point; null when there is none. A click outside of `shown` opens the
 * neighbour of the same level inside `home`. Regions that `home` manages elsewhere are opened directly, because the
 * regions around them belong to others.
 */
export function nextRegion(path: readonly string[], shown: string, home: string): string | null {
  const index = path.indexOf(shown);
  if (index !== -1) return path[index + 1] ?? null;
  const neighbour = path.find((code) => code.length === shown.length && parentRegion(code) !== null);
  return neighbour !== undefined && isInside(neighbour, home) ? neighbour : (path.at(-1) ?? null);
}
