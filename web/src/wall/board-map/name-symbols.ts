// Names of places on the map: regions below the shown one, and the surroundings.
import type { RegionLevel } from "@minqing/core/region/codes";
import type { RegionView } from "@minqing/core/region/region";
import type { MapSymbol } from "../../map/symbols/map-symbol.ts";
import type { PlaceName } from "../data/use-surroundings.ts";
import type { Scene } from "../scene.ts";
import { RANKS } from "./item-symbols.ts";

interface NameStyle {
  rank: number;
  sizePx: number;
  weight: 400 | 700;
  colour: string;
  spacing: number;
}

function styleOf(level: RegionLevel, scene: Scene): NameStyle {
  const { county, place, small } = scene.labelPx;
  if (level === "city" || level === "county") {
    return { rank: RANKS.county, sizePx: county, weight: 700, colour: "#A9BACA", spacing: 0.08 };
  }
  if (level === "town") return { rank: RANKS.town, sizePx: place, weight: 400, colour: "#A9BACA", spacing: 0 };
  return { rank: RANKS.village, sizePx: small, weight: 400, colour: "#6F859A", spacing: 0 };
}

/** "金苑居委会" becomes "金苑". */
export const villageName = (name: string): string =>
  name.replace(/(社区)?(居民委员会|居委会|村民委员会|村委会)$/, "") || name;

export function nameSymbols(
  regions: readonly RegionView[],
  scene: Scene,
  name: (region: RegionView) => string,
): MapSymbol[] {
  return regions.map((region) => {
    const { rank, ...labelStyle } = styleOf(region.level, scene);
    return {
      kind: "name",
      id: `region:${region.code}`,
      position: region.labelPoint,
      rank,
      keep: false,
      label: { text: region.level === "village" ? villageName(name(region)) : name(region), ...labelStyle },
    };
  });
}

const SURROUNDING_COLOURS = { sea: "#4E6C86", neighbour: "#5B7187", river: "#6C94BA" } as const;

/** Names of seas, neighbours and rivers; placed last, so left out first. */
export function surroundingSymbols(
  places: readonly PlaceName[],
  scene: Scene,
  name: (place: { name: string; nameEn: string | null }) => string,
): MapSymbol[] {
  return places.map((place) => ({
    kind: "name",
    id: `${place.kind}:${place.name}`,
    position: place.position,
    rank: RANKS.village + 10,
    keep: false,
    label: {
      text: name(place),
      sizePx: scene.labelPx.place,
      weight: 400,
      colour: SURROUNDING_COLOURS[place.kind],
      spacing: place.kind === "sea" ? 0.2 : 0,
    },
  }));
}
