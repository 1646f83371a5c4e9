// Validates a department (部门): its parent, its region, and that nothing below it ends later.
import type { DepartmentDraft } from "./department.ts";
import { isAbove } from "./tree.ts";
import { issue, issuesAmong, type UnitIssue } from "./unit-issue.ts";
import { endsAfterBeginning, outlives } from "./validity.ts";

type Standing = Pick<DepartmentDraft, "parentId" | "validTo">;

export interface DepartmentsAround {
  /** All departments as they would be after the change, including the validated one. */
  tree: ReadonlyMap<string, Standing>;
  parents: ReadonlyMap<string, string | null>;
  children: ReadonlyMap<string, readonly string[]>;
  regions: ReadonlySet<string>;
}

export function departmentsAround(
  tree: ReadonlyMap<string, Standing>,
  regions: ReadonlySet<string>,
): DepartmentsAround {
  const entries = [...tree];
  const below = Map.groupBy(entries, ([, { parentId }]) => parentId ?? "");
  return {
    tree,
    regions,
    parents: new Map(entries.map(([id, { parentId }]) => [id, parentId])),
    children: new Map([...below].map(([parent, units]) => [parent, units.map(([id]) => id)])),
  };
}

export type DepartmentField = "parentId" | "regionCode" | "validTo";

function parentIssue(id: string, draft: DepartmentDraft, around: DepartmentsAround): UnitIssue<DepartmentField> | null {
  const { parentId } = draft;
  if (parentId === null) return null;
  const parent = around.tree.get(parentId);
  if (parent === undefined) return issue("parentId", "parent-unknown", parentId);
  if (isAbove(id, parentId, around.parents)) return issue("parentId", "parent-circle", parentId);
  return outlives(draft, parent) ? issue("validTo", "outlives-parent", parent.validTo) : null;
}

export function departmentIssues(
  id: string,
  draft: DepartmentDraft,
  around: DepartmentsAround,
): UnitIssue<DepartmentField>[] {
  const children = around.children.get(id) ?? [];
  const longer = children.find((child) => outlives(around.tree.get(child) ?? { validTo: null }, draft));
  return issuesAmong<DepartmentField>([
    parentIssue(id, draft, around),
    draft.regionCode === "" || around.regions.has(draft.regionCode)
      ? null
      : issue("regionCode", "region-unknown", draft.regionCode),
    endsAfterBeginning(draft) ? null : issue("validTo", "ends-first", draft.validTo),
    longer === undefined ? null : issue("validTo", "outlived-by-child", longer),
  ]);
}
