// The names of places on a desk map; more of them at higher zoom.
import type { MapSymbol } from "../../map/symbols/map-symbol.ts";
import { shortVillage } from "../case/place.ts";
import type { PlaceName } from "./use-place-names.ts";

type Kind = PlaceName["properties"]["kind"];

interface NameStyle {
  rank: number;
  sizePx: number;
  weight: 400 | 700;
  colour: string;
  spacing: number;
  /** Shown from this zoom on. */
  from: number;
}

const STYLES: Readonly<Record<Kind, NameStyle>> = {
  county: { rank: 30, sizePx: 17, weight: 700, colour: "#A9BACA", spacing: 0.08, from: 0 },
  zone: { rank: 31, sizePx: 17, weight: 700, colour: "#A9BACA", spacing: 0.08, from: 0 },
  town: { rank: 60, sizePx: 15, weight: 400, colour: "#A9BACA", spacing: 0, from: 10 },
  village: { rank: 70, sizePx: 13, weight: 400, colour: "#6F859A", spacing: 0, from: 12 },
  river: { rank: 61, sizePx: 14, weight: 400, colour: "#6FA0C8", spacing: 0.1, from: 9.5 },
  sea: { rank: 80, sizePx: 14, weight: 400, colour: "#4E6C86", spacing: 0.3, from: 0 },
  neighbour: { rank: 81, sizePx: 13, weight: 400, colour: "#5B7187", spacing: 0, from: 0 },
};

export function nameSymbols(
  places: readonly PlaceName[],
  zoom: number,
  name: (zh: string, en: string | null) => string,
): MapSymbol[] {
  return places.flatMap(({ properties, geometry }): MapSymbol[] => {
    const { from, rank, ...labelStyle } = STYLES[properties.kind];
    if (zoom < from) return [];
    const zh = properties.kind === "village" ? shortVillage(properties.name) : properties.name;
    return [
      {
        kind: "name",
        id: `name:${properties.kind}:${geometry.coordinates.join()}`,
        position: geometry.coordinates,
        rank,
        keep: false,
        label: { text: name(zh, properties.nameEn), ...labelStyle },
      },
    ];
  });
}
