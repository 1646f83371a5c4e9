// Where a click on the map leads: one level down.
import type { RegionView } from "@minqing/core/region/region";

/** The child of `region` in the path that a click has hit; null when the click fell elsewhere or there is nothing below. */
export function nextRegion(path: readonly Pick<RegionView, "code" | "level">[], region: string | null): string | null {
  const codes = path.filter(({ level }) => level !== "city").map(({ code }) => code);
  if (region === null) return codes[0] ?? null;
  const index = codes.indexOf(region);
  // Outside of the region that is shown: go to its neighbour of the same level.
  if (index === -1) return codes.find((code) => code.length === region.length) ?? codes.at(-1) ?? null;
  return codes[index + 1] ?? null;
}
