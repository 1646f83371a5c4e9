// Departments in the order of their tree, each with how deep it stands; what a search finds keeps those above it. Pure.
import type { DepartmentRecord } from "@minqing/core/organisation/department";

export type TreeRow = DepartmentRecord & { depth: number };

/** One whose parent is not there stands at the top. */
export function treeOf(departments: readonly DepartmentRecord[]): TreeRow[] {
  const known = new Set(departments.map(({ id }) => id));
  const below = Map.groupBy(departments, ({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : ""));
  const walk = (parent: string, depth: number): TreeRow[] =>
    (below.get(parent) ?? []).flatMap((unit) => [{ ...unit, depth }, ...walk(unit.id, depth + 1)]);
  return walk("", 0);
}

export function foundIn(rows: readonly TreeRow[], text: string): TreeRow[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return [...rows];
  const savedUnit = new Set<string>();
  const parents = new Map(rows.map(({ id, parentId }) => [id, parentId]));
  for (const { id, name, nameEn } of rows) {
    if (![id, name, nameEn ?? ""].some((part) => part.toLowerCase().includes(wanted))) continue;
    for (let at: string | null = id; at !== null && !savedUnit.has(at); at = parents.get(at) ?? null) savedUnit.add(at);
  }
  return rows.filter(({ id }) => savedUnit.has(id));
}
