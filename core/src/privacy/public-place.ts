// The position of a case on the public map: among few cases an exact position would identify a household. [k-anonymity]

import { z } from "zod";
import { type PublicStage, stageOf } from "../case/stages.ts";
import type { CaseStatus } from "../case/status.ts";
import { IN_EDITION } from "../city/edition.ts";
import { Day } from "../time/instant.ts";

export const PUBLIC_VIEW_KEY = "privacy.public_view";

/** Minimum and maximum. With k = 1 every case would be shown at its exact position. */
export const PUBLIC_VIEW_BOUNDS = { k: [2, 100], days: [1, 365] } as const;

/** Cells in which cases are counted, and whose centre is shown for few: grid cell (单元网格), village, town. */
export const PUBLIC_CELLS = ["grid", "village", "town"] as const;
export type PublicCell = (typeof PUBLIC_CELLS)[number];

function within([min, max]: readonly [number, number], what: string) {
  const expected = `expected ${what} from ${min} to ${max}`;
  return z.number(expected).int(expected).min(min, expected).max(max, expected);
}

export const PublicView = z.object({
  /** If a cell has fewer cases than this within the period, they are shown at its centre. */
  k: within(PUBLIC_VIEW_BOUNDS.k, "a number of cases"),
  days: within(PUBLIC_VIEW_BOUNDS.days, "whole days"),
  /** Editions that are older than this field mean the grid cell. */
  cell: z.enum(PUBLIC_CELLS, `expected one of ${PUBLIC_CELLS.join(", ")}`).default("grid"),
});
export type PublicView = z.infer<typeof PublicView>;

export const PublicViewInForce = PublicView.extend(IN_EDITION).meta({ id: "PublicViewInForce" });
export type PublicViewInForce = z.infer<typeof PublicViewInForce>;

/** In force while the city has set none. */
export const DEFAULT_PUBLIC_VIEW: PublicView = { k: 5, days: 30, cell: "grid" };

/** How many digits of a code identify the cell. */
export const CELL_DIGITS: Record<PublicCell, number> = { grid: 15, village: 12, town: 9 };

type Place = readonly [number, number];

export interface Placed {
  /** Code of its cell. */
  cell: string;
  centre: Place;
  position: Place;
  /** Who is behind it; absent where nobody is (a device): then it counts by itself. */
  person?: string | null;
}

const rounded = (degrees: number, decimals: number): number => Number(degrees.toFixed(decimals));

/** Of a centre, which is public: some 10 m. */
const CENTRE_DECIMALS = 4;
/** Of a case: the nearest point of a lattice of some 100 m, however many cases there are. No position says which door. */
const LATTICE_DECIMALS = 3;

const snapped = ([lon, lat]: Place, decimals: number): [number, number] => [
  rounded(lon, decimals),
  rounded(lat, decimals),
];

/** How many a cell has in the sense of k: places as well as people, because five cases of one household are one. */
function crowdOf(items: readonly Placed[]): number {
  const places = new Set(items.map(({ position }) => snapped(position, CENTRE_DECIMALS).join(" ")));
  const people = new Set(items.map(({ person }, i) => person ?? i));
  return Math.min(places.size, people.size);
}

/**
 * All items of a period, each at its public position: a point of the lattice, or the cell's centre where the cell has fewer
 * than `k` places or people.
 */
export function publicPlaces<T extends Placed>(items: readonly T[], k: number): (T & { position: [number, number] })[] {
  const crowds = new Map([...Map.groupBy(items, ({ cell }) => cell)].map(([cell, inside]) => [cell, crowdOf(inside)]));
  return items.map((item) => ({
    ...item,
    position:
      (crowds.get(item.cell) ?? 0) < k
        ? snapped(item.centre, CENTRE_DECIMALS)
        : snapped(item.position, LATTICE_DECIMALS),
  }));
}

export const PUBLIC_STATUSES = ["waiting", "handling", "done"] as const satisfies PublicStage[];
export type PublicStatus = PublicStage;

/** The status that residents see; null for a report that is no case (不予立案, 作废). */
export const publicStatus = (status: CaseStatus): PublicStatus | null => stageOf(status).public;

/** Everything that residents see of a case: nothing identifies it, its reporter or its handler. */
export const PublicCase = z.strictObject({
  categoryNameZh: z.string(),
  categoryNameEn: z.string(),
  status: z.enum(PUBLIC_STATUSES),
  /** The day in China on which it was reported. */
  day: Day,
  /** Name of the town or street (镇街) that it is in. */
  town: z.string(),
  position: z.tuple([z.number(), z.number()]),
});
export type PublicCase = z.infer<typeof PublicCase>;

export const PublicCases = z
  .object({ items: z.array(PublicCase), at: z.iso.datetime(), days: z.number().int() })
  .meta({ id: "PublicCases" });
export type PublicCases = z.infer<typeof PublicCases>;
