// The name of a place: county, town, village. In Chinese, counties lose their 市/区/县, as in speech.
import type { RegionView } from "@minqing/core/region/region";
import type { Locale } from "../../i18n/locale.ts";
import { nameIn } from "../../i18n/named.ts";

export interface Placed {
  regionCode: string;
  /** Names of town and village with a space between; the code when there is no name. */
  regionName: string;
}

const shortCounty = (name: string): string => (name.length > 2 ? name.replace(/[市区县]$/u, "") : name);

/** Lufeng City becomes Lufeng, Donghai Subdistrict becomes Donghai. */
const shortEnglish = (name: string): string => name.replace(/ (City|County|District|Subdistrict|Town)$/, "");

/** 优冲村民委员会 becomes 优冲村, 联兴社区居民委员会 becomes 联兴社区. */
export const shortVillage = (name: string): string =>
  name.replace(/村(民)?委(员)?会$/u, "村").replace(/(社区)?居(民)?委(员)?会$/u, "社区");

/** Names from the county down, without the unknown ones. */
export function placeParts(placed: Placed, regions: ReadonlyMap<string, RegionView>, locale: Locale): string[] {
  const { regionCode } = placed;
  const [townZh = null, villageZh = null] = /^\d+$/.test(placed.regionName) ? [] : placed.regionName.split(" ");
  const name = (length: number, zh: string | null): string | null => {
    const region = regionCode.length >= length ? regions.get(regionCode.slice(0, length)) : undefined;
    return region === undefined ? zh : nameIn(locale, region.name, region.nameEn);
  };
  const county = name(6, null);
  const town = name(9, townZh);
  const parts = [
    county === null || locale === "en" ? county : shortCounty(county),
    town,
    name(12, villageZh === null ? null : shortVillage(villageZh)),
  ];
  const known = parts.filter((part): part is string => part !== null && part !== "");
  return locale === "en" ? known.map(shortEnglish) : known;
}

export const placeText = (placed: Placed, regions: ReadonlyMap<string, RegionView>, locale: Locale): string =>
  placeParts(placed, regions, locale).join(locale === "en" ? " · " : "・");
