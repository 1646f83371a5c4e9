// Codes of administrative divisions (行政区划代码) and grid cells (单元网格), stored as text. [GB/T 2260, GB/T 10114, GB/T
// 30428.1]
import { z } from "zod";

export const CityCode = z
  .string()
  .regex(/^\d{4}00$/, "expected a six-digit city code ending in 00")
  .brand("CityCode");
export type CityCode = z.infer<typeof CityCode>;

/** Statistics write codes of 12 digits, padded with zeros: 441523000000 is the county 441523. [统计用区划代码] */
const withoutPadding = (text: string): string => {
  const code = text.trim();
  return /^\d{9}(\d{3})?(\d{3})?$/.test(code) ? code.replace(/(?<=^\d{6,12})(000)+$/, "") : code;
};

/** City or county (6 digits), town (9), village (12) or grid cell (15); zeros that pad a code are left out. */
export const RegionCode = z
  .string()
  .transform(withoutPadding)
  .pipe(z.string().regex(/^\d{6}(\d{3}){0,3}$/, "expected a region code of 6, 9, 12 or 15 digits"))
  .brand("RegionCode");
export type RegionCode = z.infer<typeof RegionCode>;

export const REGION_LEVELS = ["city", "county", "town", "village", "grid"] as const;
export const RegionLevel = z.enum(REGION_LEVELS);
export type RegionLevel = z.infer<typeof RegionLevel>;

const LEVEL_BY_LENGTH: Record<number, RegionLevel> = { 9: "town", 12: "village", 15: "grid" };

export function regionLevel(code: string): RegionLevel {
  if (code.length === 6) return code.endsWith("00") ? "city" : "county";
  const level = LEVEL_BY_LENGTH[code.length];
  if (level === undefined) throw new RangeError(`expected a region code of 6, 9, 12 or 15 digits, got "${code}"`);
  return level;
}

/** The prefix that every code inside the region starts with: four digits for a city, else the code itself. */
export function regionPrefix(code: string): string {
  return regionLevel(code) === "city" ? code.slice(0, 4) : code;
}

/** The code one level up; null for a city. */
export function parentRegion(code: string): string | null {
  const level = regionLevel(code);
  if (level === "city") return null;
  if (level === "county") return `${code.slice(0, 4)}00`;
  return code.slice(0, -3);
}

/** From the city down to the code itself. */
export function regionPath(code: string): string[] {
  const parent = parentRegion(code);
  return parent === null ? [code] : [...regionPath(parent), code];
}

export const isInside = (code: string, region: string): boolean => regionPrefix(code).startsWith(regionPrefix(region));

/** The smallest region that contains all codes; null without codes, or if no city contains them all. */
export function regionAround(codes: readonly string[]): string | null {
  const [first] = codes;
  if (first === undefined) return null;
  return regionPath(first).findLast((region) => codes.every((code) => isInside(code, region))) ?? null;
}
