// Query parameters of lists: bbox, region, since, until, limit, cursor. One schema each, shared by all routes.

import type { Bbox } from "@minqing/core/geo/position";
import { RegionCode } from "@minqing/core/region/codes";
import { foldText } from "@minqing/core/text/text";
import { InstantText } from "@minqing/core/time/instant";
import { z } from "zod";
import { PAGE_CURSOR } from "./page-cursor.ts";

const numbers = (text: string): number[] => text.split(",").map(Number);

export const BboxText = z
  .string()
  .refine((text) => {
    const [west, south, east, north, ...rest] = numbers(text);
    if (west === undefined || south === undefined || east === undefined || north === undefined) return false;
    const isOnEarth = Math.abs(west) <= 360 && Math.abs(east) <= 360 && Math.abs(south) <= 90 && Math.abs(north) <= 90;
    return rest.length === 0 && isOnEarth && west <= east && south <= north;
  }, "expected west,south,east,north in degrees")
  .transform((text): Bbox => {
    const [west = 0, south = 0, east = 0, north = 0] = numbers(text);
    return [west, south, east, north];
  });

export const instantText = InstantText.transform((text) => new Date(text));

/** Part of a name or number that a person searches for; "" finds everything. */
export const SearchText = z.string().max(64).transform(foldText);

export const FlagText = z.enum(["true", "false"]).transform((text) => text === "true");

export const wholeNumber = (min: number, max: number) =>
  z.coerce
    .number({ error: `expected a whole number from ${min} to ${max}` })
    .int()
    .min(min)
    .max(max);

export const limitUpTo = (max: number, usual: number) => wholeNumber(1, max).default(usual);

/** Values separated by commas, each one of `allowed`. */
export const commaList = <T extends string>(allowed: readonly [T, ...T[]]) =>
  z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(allowed)).min(1));

/** Values separated by commas, each of at most `max` characters; one that no row has finds nothing. */
export const commaTexts = (max: number) =>
  z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.string().min(1).max(max)).max(100));

export const RegionQuery = z.object({ region: RegionCode.optional() });

export const PlaceQuery = z.object({ region: RegionCode.optional(), bbox: BboxText.optional() });

export const TimeQuery = z.object({ since: instantText.optional(), until: instantText.optional() });

/** A page of a list ordered by time whose rows have UUIDs; the cursor is where the page before ended. */
export const TimeOrderedPage = z.object({
  ...PlaceQuery.shape,
  ...TimeQuery.shape,
  limit: limitUpTo(500, 50),
  cursor: PAGE_CURSOR.uuid.optional(),
});

/** A page of a list ordered by id or code; the cursor is the last one of the page before. */
export const IdOrderedPage = z.object({
  ...PlaceQuery.shape,
  limit: limitUpTo(2000, 500),
  cursor: z.string().max(128).optional(),
});
