// Chooses the disposal unit of a case: of the right kind and lowest in the hierarchy; after a return, the next one above.
import type { CaseView } from "@minqing/core/case/case";
import { regionPrefix } from "@minqing/core/region/codes";
import type { DepartmentView } from "@minqing/core/region/region";

export type Unit = Pick<DepartmentView, "id" | "kind" | "regionCode">;

/** Null when the city has no suitable unit. */
export function chooseDepartment(
  current: Pick<CaseView, "regionCode" | "returnCount">,
  kind: string | null,
  units: readonly Unit[],
): string | null {
  const requiredKind = kind ?? "urban_management";
  const candidates = units
    .filter((unit) => unit.kind === requiredKind && current.regionCode.startsWith(regionPrefix(unit.regionCode)))
    .sort((a, b) => regionPrefix(b.regionCode).length - regionPrefix(a.regionCode).length || (a.id < b.id ? -1 : 1));
  return candidates[Math.min(current.returnCount, candidates.length - 1)]?.id ?? null;
}
