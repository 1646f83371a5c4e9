// Where a case stands on a public map: where few cases are, a position would name a household. [k-anonymity]
import { z } from "zod";
import { type CaseStatus, isEnded } from "../case/status.ts";
import { IN_EDITION } from "../city/edition.ts";

export const PUBLIC_VIEW_KEY = "privacy.public_view";

/** Least and most. With k = 1 every case would stand where it is. */
export const PUBLIC_VIEW_BOUNDS = { k: [2, 100], days: [1, 365] } as const;

/** What is counted, and whose centre stands for few: the grid cell (单元网格), the village, the town. */
export const PUBLIC_CELLS = ["grid", "village", "town"] as const;
export type PublicCell = (typeof PUBLIC_CELLS)[number];

function within([least, most]: readonly [number, number], what: string) {
  const expected = `expected ${what} from ${least} to ${most}`;
  return z.number(expected).int(expected).min(least, expected).max(most, expected);
}

export const PublicView = z.object({
  /** Fewer cases than this in a cell within the period: they stand at its centre. */
  k: within(PUBLIC_VIEW_BOUNDS.k, "a number of cases"),
  days: within(PUBLIC_VIEW_BOUNDS.days, "whole days"),
  /** Editions from before it was decided mean the grid cell. */
  cell: z.enum(PUBLIC_CELLS, `expected one of ${PUBLIC_CELLS.join(", ")}`).default("grid"),
});
export type PublicView = z.infer<typeof PublicView>;

export const PublicViewInForce = PublicView.extend(IN_EDITION);
export type PublicViewInForce = z.infer<typeof PublicViewInForce>;

/** Where a city has decided nothing. */
export const DEFAULT_PUBLIC_VIEW: PublicView = { k: 5, days: 30, cell: "grid" };

/** How many digits of a code name the cell. */
export const CELL_DIGITS: Record<PublicCell, number> = { grid: 15, village: 12, town: 9 };

type Place = readonly [number, number];

export interface Placed {
  /** Code of the cell that it stands in. */
  cell: string;
  centre: Place;
  position: Place;
}

/** About 10 m: nobody's door. */
const DECIMALS = 4;
const rounded = (degrees: number): number => Number(degrees.toFixed(DECIMALS));

/** All items of a period, each at its public position: the cell's centre where fewer than `k` of them are in the cell. */
export function publicPlaces<T extends Placed>(items: readonly T[], k: number): (T & { position: [number, number] })[] {
  const counts = new Map<string, number>();
  for (const { cell } of items) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return items.map((item) => {
    const [lon, lat] = (counts.get(item.cell) ?? 0) < k ? item.centre : item.position;
    return { ...item, position: [rounded(lon), rounded(lat)] };
  });
}

export const PUBLIC_STATUSES = ["waiting", "handling", "done"] as const;
export type PublicStatus = (typeof PUBLIC_STATUSES)[number];

/** What residents are told of a status; null for what is no case (不予立案, 作废). */
export function publicStatus(status: CaseStatus): PublicStatus | null {
  if (status === "rejected" || status === "cancelled") return null;
  if (isEnded(status)) return "done";
  return ["reported", "verifying", "accepted", "registered", "dispatched"].includes(status) ? "waiting" : "handling";
}

/** All that residents see of a case: nothing that names it, its reporter or who handles it. */
export const PublicCase = z.strictObject({
  categoryNameZh: z.string(),
  categoryNameEn: z.string(),
  status: z.enum(PUBLIC_STATUSES),
  /** The day in China on which it was reported. */
  day: z.iso.date(),
  /** Name of the town or street (镇街) that it is in. */
  town: z.string(),
  position: z.tuple([z.number(), z.number()]),
});
export type PublicCase = z.infer<typeof PublicCase>;

export const PublicCases = z.object({ items: z.array(PublicCase), at: z.iso.datetime(), days: z.number().int() });
export type PublicCases = z.infer<typeof PublicCases>;
