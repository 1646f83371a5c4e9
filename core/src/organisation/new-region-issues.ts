// Validates a new or an existing region (区划) in a sheet. A sheet holds no outline: a new region takes the whole ground
// of regions that end when it begins; a zone (功能区) lies over regions that stay.
import { parentRegion, regionLevel } from "../region/codes.ts";
import type { RegionRecord } from "./region.ts";
import { type RegionField, type RegionsAround, regionIssues } from "./region-issues.ts";
import { issue, issuesAmong, type UnitIssue } from "./unit-issue.ts";

export type RegionRequest = Omit<RegionRecord, "code" | "version" | "synthetic">;
export type RegionSheetField = RegionField | "code" | "level" | "kind" | "parentCode" | "follows";

export interface GroundAround extends RegionsAround {
  /** For each region: the regions that take its ground. */
  takers: ReadonlyMap<string, readonly string[]>;
}

/** Zones take no ground away. */
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

const fixedIssues = (draft: RegionRequest, before: RegionRequest): UnitIssue<RegionSheetField>[] =>
  issuesAmong<RegionSheetField>([
    ...FIXED.map((field) => (draft[field] === before[field] ? null : issue(field, "region-fixed", draft[field]))),
    draft.follows.join() === before.follows.join() ? null : issue("follows", "region-fixed", draft.follows.join("、")),
  ]);

function groundIssues(draft: RegionRequest, { regions, takers }: GroundAround): UnitIssue<RegionSheetField>[] {
  if (draft.follows.length === 0) return [issue("follows", "no-ground", "")];
  return draft.follows.flatMap((code) => {
    const from = regions.get(code);
    if (from === undefined) return [issue("follows", "region-unknown", code)];
    if (draft.kind === "zone") return [];
    if (from.validTo === null || from.validTo > draft.validFrom) return [issue("follows", "ground-stays", code)];
    return (takers.get(code)?.length ?? 0) > 1 ? [issue("follows", "ground-taken", code)] : [];
  });
}

function placeIssues(code: string, draft: RegionRequest, { regions }: GroundAround): UnitIssue<RegionSheetField>[] {
  // An invalid code is reported already and has no place.
  if (code === "") return [];
  const level = regionLevel(code);
  if (level === "grid") return [issue("code", "no-grid", code)];
  const { parentCode } = draft;
  const isRight = parentCode === parentRegion(code) && (parentCode === null || regions.has(parentCode));
  return issuesAmong<RegionSheetField>([
    draft.level === level ? null : issue("level", "region-level", draft.level),
    isRight ? null : issue("parentCode", "region-parent", parentCode),
  ]);
}

export const regionSheetIssues = (
  code: string,
  draft: RegionRequest,
  before: RegionRequest | null,
  around: GroundAround,
): UnitIssue<RegionSheetField>[] =>
  before === null
    ? [...placeIssues(code, draft, around), ...groundIssues(draft, around), ...regionIssues(code, draft, around)]
    : [...fixedIssues(draft, before), ...regionIssues(code, draft, around)];
