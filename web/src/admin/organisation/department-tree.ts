// Departments in the order of their tree, each with its depth; a search also returns the parents of its results. Pure.
import type { DepartmentRecord } from "@minqing/core/organisation/department";
import { matcherFor } from "@minqing/core/text/search";

export type TreeRow = DepartmentRecord & { depth: number };

/** A department whose parent is not in the list stands at the top. */
export function treeOf(departments: readonly DepartmentRecord[]): TreeRow[] {
  const known = new Set(departments.map(({ id }) => id));
  const below = Map.groupBy(departments, ({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : ""));
  const walk = (parent: string, depth: number): TreeRow[] =>
    (below.get(parent) ?? []).flatMap((unit) => [{ ...unit, depth }, ...walk(unit.id, depth + 1)]);
  return walk("", 0);
}

export function foundIn(rows: readonly TreeRow[], text: string): TreeRow[] {
  const matches = matcherFor(text);
  const shown = new Set<string>();
  const parents = new Map(rows.map(({ id, parentId }) => [id, parentId]));
  for (const { id, name, nameEn } of rows) {
    if (!matches(id, name, nameEn)) continue;
    for (let at: string | null = id; at !== null && !shown.has(at); at = parents.get(at) ?? null) shown.add(at);
  }
  return rows.filter(({ id }) => shown.has(id));
}
