// The regions of the city by code and by parent; finds regions by code, Chinese name or English name. Pure.
import { regionLevel, regionPath } from "@minqing/core/region/codes";
import type { RegionView } from "@minqing/core/region/region";
import { matcherFor } from "@minqing/core/text/search";
import { foldText } from "@minqing/core/text/text";

export interface RegionIndex {
  byCode: ReadonlyMap<string, RegionView>;
  children: ReadonlyMap<string, readonly RegionView[]>;
}

export function regionIndex(regions: readonly RegionView[]): RegionIndex {
  const sorted = regions.toSorted((a, b) => a.code.localeCompare(b.code));
  return {
    byCode: new Map(sorted.map((region) => [region.code, region])),
    children: Map.groupBy(sorted, ({ parentCode }) => parentCode ?? ""),
  };
}

/** The regions that contain `code`, from the city down, as far as they are in the index. */
export const pathOf = ({ byCode }: RegionIndex, code: string): RegionView[] =>
  regionPath(code).flatMap((step) => byCode.get(step) ?? []);

/** "海丰县 · 梅陇镇 · 新北村": without the city; a grid cell by its number, an unknown region by its code. */
export function placeOf(index: RegionIndex, code: string, name: (zh: string, en: string | null) => string): string {
  const path = pathOf(index, code);
  const below = path.filter((region) => region.level !== "city" || region.code === code);
  const names = below.map((region) => name(region.name, region.nameEn));
  if (index.byCode.has(code)) return names.join(" · ");
  const isCellOfKnown = regionLevel(code) === "grid" && path.at(-1)?.level === "village";
  return [...names, isCellOfKnown ? code.slice(-3) : code].join(" · ");
}

const MAX_FOUND = 60;

/** Codes that begin with the text, or names that contain it; larger regions first. */
export function findRegions({ byCode }: RegionIndex, text: string): RegionView[] {
  const wanted = foldText(text);
  if (wanted === "") return [];
  const matches = matcherFor(text);
  return [...byCode.values()]
    .filter(({ code, name, nameEn }) => (/^\d+$/.test(wanted) ? code.startsWith(wanted) : matches(name, nameEn)))
    .sort((a, b) => a.code.length - b.code.length || a.code.localeCompare(b.code))
    .slice(0, MAX_FOUND);
}
