// Which disposal unit a case goes to: the right kind, the nearest in the hierarchy; after a return, the next one up.
import type { CaseView } from "@minqing/core/case/case";
import { regionPrefix } from "@minqing/core/region/codes";
import type { DepartmentView } from "@minqing/core/region/region";

export type Unit = Pick<DepartmentView, "id" | "kind" | "regionCode">;

/** Null when the city has no unit that could take it. */
export function chooseDepartment(
  current: Pick<CaseView, "regionCode" | "returnCount">,
  kind: string | null,
  units: readonly Unit[],
): string | null {
  const wanted = kind ?? "urban_management";
  const able = units
    .filter((unit) => unit.kind === wanted && current.regionCode.startsWith(regionPrefix(unit.regionCode)))
    .sort((a, b) => regionPrefix(b.regionCode).length - regionPrefix(a.regionCode).length || (a.id < b.id ? -1 : 1));
  return able[Math.min(current.returnCount, able.length - 1)]?.id ?? null;
}
