// Where a case stands on a public map: where few cases are, a position would name a household. [k-anonymity]
import { z } from "zod";
import { type CaseStatus, isEnded } from "../case/status.ts";

export const PUBLIC_VIEW_KEY = "privacy.public_view";

export const PublicView = z.object({
  /** Fewer cases than this in a grid cell within the period: they stand at its centre. */
  k: z.number().int().min(2).max(100),
  days: z.number().int().min(1).max(365),
});
export type PublicView = z.infer<typeof PublicView>;

/** Where a city has decided nothing. */
export const DEFAULT_PUBLIC_VIEW: PublicView = { k: 5, days: 30 };

type Place = readonly [number, number];

export interface Placed {
  /** Code of the grid cell (单元网格) that it stands in. */
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
