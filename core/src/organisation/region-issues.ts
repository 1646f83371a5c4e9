// Whether a region (区划) may be run and end as somebody wants it.
import { regionLevel } from "../region/codes.ts";
import type { RegionDraft, RegionRecord } from "./region.ts";
import { isAbove } from "./tree.ts";
import { found, issue, type UnitIssue } from "./unit-issue.ts";
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
function managementIssue(
  code: string,
  { managementParentCode: by }: RegionDraft,
  { regions, runBy }: RegionsAround,
): UnitIssue<RegionField> | null {
  if (by === null) return null;
  const isForeign = by.slice(0, 4) !== code.slice(0, 4) && regionLevel(by) !== "grid";
  if (!regions.has(by) && !isForeign) return issue("managementParentCode", "region-unknown", by);
  return isAbove(code, by, runBy) ? issue("managementParentCode", "management-circle", by) : null;
}

export function regionIssues(code: string, draft: RegionDraft, around: RegionsAround): UnitIssue<RegionField>[] {
  const parent = around.regions.get(around.regions.get(code)?.parentCode ?? "");
  const children = around.children.get(code) ?? [];
  const longer = children.find((child) => outlives(around.regions.get(child) ?? { validTo: null }, draft));
  return found<RegionField>([
    managementIssue(code, draft, around),
    endsAfterBeginning(draft) ? null : issue("validTo", "ends-first", draft.validTo),
    parent !== undefined && outlives(draft, parent) ? issue("validTo", "outlives-parent", parent.validTo) : null,
    longer === undefined ? null : issue("validTo", "outlived-by-child", longer),
  ]);
}
