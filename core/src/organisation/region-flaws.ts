// Whether a region (区划) may be run and end as somebody wants it.
import { regionLevel } from "../region/codes.ts";
import { flaw, found, type UnitFlaw } from "./flaw.ts";
import type { RegionDraft, RegionRecord } from "./region.ts";
import { isAbove } from "./tree.ts";
import { endsAfterBeginning, outlives } from "./validity.ts";

type Standing = Pick<RegionRecord, "parentCode" | "managementParentCode" | "validTo">;

export interface RegionsAround {
  /** All regions as they would be, the one in question among them. */
  regions: ReadonlyMap<string, Standing>;
  /** Who runs each: the management parent where there is one, else the region that it is counted in. */
  runBy: ReadonlyMap<string, string | null>;
  children: ReadonlyMap<string, readonly string[]>;
}

export function regionsAround(regions: ReadonlyMap<string, Standing>): RegionsAround {
  const entries = [...regions];
  const below = Map.groupBy(entries, ([, { parentCode }]) => parentCode ?? "");
  return {
    regions,
    runBy: new Map(
      entries.map(([code, { parentCode, managementParentCode }]) => [code, managementParentCode ?? parentCode]),
    ),
    children: new Map([...below].map(([parent, all]) => [parent, all.map(([code]) => code)])),
  };
}

export type RegionField = "managementParentCode" | "validTo";

/** A code of another city's names who runs it there; of the own city's, it is a region that there is. */
function managementFlaw(
  code: string,
  { managementParentCode: by }: RegionDraft,
  { regions, runBy }: RegionsAround,
): UnitFlaw<RegionField> | null {
  if (by === null) return null;
  const isForeign = by.slice(0, 4) !== code.slice(0, 4) && regionLevel(by) !== "grid";
  if (!regions.has(by) && !isForeign) return flaw("managementParentCode", "region-unknown", by);
  return isAbove(code, by, runBy) ? flaw("managementParentCode", "management-circle", by) : null;
}

export function regionFlaws(code: string, draft: RegionDraft, around: RegionsAround): UnitFlaw<RegionField>[] {
  const parent = around.regions.get(around.regions.get(code)?.parentCode ?? "");
  const children = around.children.get(code) ?? [];
  const longer = children.find((child) => outlives(around.regions.get(child) ?? { validTo: null }, draft));
  return found<RegionField>([
    managementFlaw(code, draft, around),
    endsAfterBeginning(draft) ? null : flaw("validTo", "ends-first", draft.validTo),
    parent !== undefined && outlives(draft, parent) ? flaw("validTo", "outlives-parent", parent.validTo) : null,
    longer === undefined ? null : flaw("validTo", "outlived-by-child", longer),
  ]);
}
