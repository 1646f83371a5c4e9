// What an import of departments does to the tree: which are made, which change, which stay, and where it would not hold.
import type { DepartmentView } from "../region/region.ts";
import type { DepartmentLine } from "./department-sheet.ts";
import type { Refusal } from "./refusal.ts";

export interface DepartmentsKnown {
  /** Every department that there is. */
  departments: ReadonlyMap<string, DepartmentView>;
  regions: ReadonlySet<string>;
}

export interface PlannedDepartment {
  draft: DepartmentView;
  /** Null for a new one. */
  before: DepartmentView | null;
}

export interface DepartmentPlan {
  create: PlannedDepartment[];
  change: PlannedDepartment[];
  same: number;
  refused: Refusal[];
}

export function planDepartments(lines: readonly DepartmentLine[], known: DepartmentsKnown): DepartmentPlan {
  const planned = lines.map(({ wanted }) => {
    const before = known.departments.get(wanted.id) ?? null;
    const draft: DepartmentView = { nameEn: null, ...before, ...wanted };
    return { before, draft };
  });
  const moving = planned.filter(({ before, draft }) => before === null || !isSame(before, draft));
  return {
    create: moving.filter(({ before }) => before === null),
    change: moving.filter(({ before }) => before !== null),
    same: planned.length - moving.length,
    refused: [
      ...lines
        .filter(({ wanted }) => !known.regions.has(wanted.regionCode) && wanted.regionCode !== "")
        .map(({ wanted, at }) => at.refusal("region", "region-unknown", wanted.regionCode)),
      ...wrongParents(lines, known),
    ],
  };
}

function wrongParents(lines: readonly DepartmentLine[], { departments }: DepartmentsKnown): Refusal[] {
  const parents = new Map([...departments.values()].map(({ id, parentId }) => [id, parentId]));
  for (const { wanted } of lines.toReversed()) parents.set(wanted.id, wanted.parentId);
  return lines.flatMap(({ wanted: { id, parentId }, at }) => {
    if (parentId === null) return [];
    if (!parents.has(parentId)) return [at.refusal("parent", "parent-unknown", parentId)];
    return isBelow(id, parentId, parents) ? [at.refusal("parent", "parent-circle", parentId)] : [];
  });
}

/** Whether the way up from `from` comes to `id`; a circle elsewhere ends the way. */
function isBelow(id: string, from: string, parents: ReadonlyMap<string, string | null>): boolean {
  const passed = new Set<string>();
  for (let at: string | null = from; at !== null && !passed.has(at); at = parents.get(at) ?? null) {
    if (at === id) return true;
    passed.add(at);
  }
  return false;
}

const isSame = (a: DepartmentView, b: DepartmentView): boolean =>
  (["parentId", "name", "nameEn", "kind", "regionCode"] as const).every((key) => a[key] === b[key]);
