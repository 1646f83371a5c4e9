// A unit and the units below it (本部门及下级).

export interface UnitInTree {
  id: string;
  parentId: string | null;
}

/** Ids of the unit and of all units below it, each once; a circular tree ends as well. */
export function unitsBelow(id: string, units: readonly UnitInTree[]): string[] {
  const children = Map.groupBy(units, (unit) => unit.parentId);
  const found = new Set([id]);
  for (const one of found) for (const child of children.get(one) ?? []) found.add(child.id);
  return [...found];
}
