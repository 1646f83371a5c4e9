// Whether a sheet may make a region (区划), or say what it says of one that there is. A sheet holds no outline: a new region
// takes the whole ground of regions that end when it begins; a zone (功能区) lies over regions that stay.
import { parentRegion, regionLevel } from "../region/codes.ts";
import { flaw, found, type UnitFlaw } from "./flaw.ts";
import type { RegionRecord } from "./region.ts";
import { type RegionField, type RegionsAround, regionFlaws } from "./region-flaws.ts";

export type RegionWish = Omit<RegionRecord, "code" | "version" | "synthetic">;
export type RegionSheetField = RegionField | "code" | "level" | "kind" | "parentCode" | "follows";

export interface GroundAround extends RegionsAround {
  /** Which regions take each one's ground. */
  takers: ReadonlyMap<string, readonly string[]>;
}

/** Zones take nobody's ground away. */
export const takersOf = (
  regions: ReadonlyMap<string, Pick<RegionRecord, "follows" | "kind">>,
): Map<string, string[]> => {
  const takers = new Map<string, string[]>();
  for (const [code, { follows, kind }] of regions) {
    if (kind === "zone") continue;
    for (const from of follows) takers.set(from, [...(takers.get(from) ?? []), code]);
  }
  return takers;
};

const FIXED = ["level", "kind", "parentCode"] as const;

const fixedFlaws = (draft: RegionWish, before: RegionWish): UnitFlaw<RegionSheetField>[] =>
  found<RegionSheetField>([
    ...FIXED.map((field) => (draft[field] === before[field] ? null : flaw(field, "region-fixed", draft[field]))),
    draft.follows.join() === before.follows.join() ? null : flaw("follows", "region-fixed", draft.follows.join("、")),
  ]);

function groundFlaws(draft: RegionWish, { regions, takers }: GroundAround): UnitFlaw<RegionSheetField>[] {
  if (draft.follows.length === 0) return [flaw("follows", "no-ground", "")];
  return draft.follows.flatMap((code) => {
    const from = regions.get(code);
    if (from === undefined) return [flaw("follows", "region-unknown", code)];
    if (draft.kind === "zone") return [];
    if (from.validTo === null || from.validTo > draft.validFrom) return [flaw("follows", "ground-stays", code)];
    return (takers.get(code)?.length ?? 0) > 1 ? [flaw("follows", "ground-taken", code)] : [];
  });
}

function placeFlaws(code: string, draft: RegionWish, { regions }: GroundAround): UnitFlaw<RegionSheetField>[] {
  // A code that was refused already has no place.
  if (code === "") return [];
  const level = regionLevel(code);
  if (level === "grid") return [flaw("code", "no-grid", code)];
  const { parentCode } = draft;
  const isRight = parentCode === parentRegion(code) && (parentCode === null || regions.has(parentCode));
  return found<RegionSheetField>([
    draft.level === level ? null : flaw("level", "region-level", draft.level),
    isRight ? null : flaw("parentCode", "region-parent", parentCode),
  ]);
}

export const regionSheetFlaws = (
  code: string,
  draft: RegionWish,
  before: RegionWish | null,
  around: GroundAround,
): UnitFlaw<RegionSheetField>[] =>
  before === null
    ? [...placeFlaws(code, draft, around), ...groundFlaws(draft, around), ...regionFlaws(code, draft, around)]
    : [...fixedFlaws(draft, before), ...regionFlaws(code, draft, around)];
