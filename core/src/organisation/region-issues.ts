// Validates which region runs a region (区划), and when it ends.
import { regionLevel } from "../region/codes.ts";
import type { RegionDraft, RegionRecord } from "./region.ts";
import { isAbove } from "./tree.ts";
import { issue, issuesAmong, type UnitIssue } from "./unit-issue.ts";
import { endsAfterBeginning, outlives } from "./validity.ts";

type Standing = Pick<RegionRecord, "parentCode" | "managementParentCode" | "validTo">;

export interface RegionsAround {
  /** All regions as they would be after the change, including the validated one. */
  regions: ReadonlyMap<string, Standing>;
  /** Which region runs each: its management parent if it has one, else the region that it is counted in. */
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

/** A managing region of another city is not checked; one of the own city must exist. */
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
  return issuesAmong<RegionField>([
    managementIssue(code, draft, around),
    endsAfterBeginning(draft) ? null : issue("validTo", "ends-first", draft.validTo),
    parent !== undefined && outlives(draft, parent) ? issue("validTo", "outlives-parent", parent.validTo) : null,
    longer === undefined ? null : issue("validTo", "outlived-by-child", longer),
  ]);
}
