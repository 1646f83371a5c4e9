// Ranks the departments for a dispatch, each with facts as reasons. There is no score.

import type { CaseView } from "@minqing/core/case/case";
import { stageOf } from "@minqing/core/case/stages";
import { CASE_STATUSES, type CaseStatus } from "@minqing/core/case/status";
import { cityDay } from "@minqing/core/organisation/validity";
import { regionPrefix } from "@minqing/core/region/codes";
import type { DepartmentView } from "@minqing/core/region/region";
import { matcherFor } from "@minqing/core/text/search";

/** The smallest area of the department that contains the case: town or grid, county, the whole city; or none. */
export type Nearness = "town" | "county" | "city" | "elsewhere";

export interface RankedDepartment {
  department: DepartmentView;
  /** The category names this kind of department. */
  isInCharge: boolean;
  nearness: Nearness;
  /** Open cases of the department: dispatched or being handled. */
  workload: number;
  /** Cases of the same category among them. */
  sameCategory: number;
  /** The department had this case before; a rework returns to it. */
  hadCase: boolean;
}

const WORKING: readonly CaseStatus[] = CASE_STATUSES.filter((status) => stageOf(status).heldBy === "unit");

/** The command centre dispatches and never receives a dispatch. */
const COMMAND_KIND = "command";

const NEARNESS_ORDER: readonly Nearness[] = ["town", "county", "city", "elsewhere"];

export function nearness(departmentRegion: string, caseRegion: string): Nearness {
  const prefix = regionPrefix(departmentRegion);
  if (!caseRegion.startsWith(prefix)) return "elsewhere";
  if (prefix.length >= 9) return "town";
  return prefix.length === 6 ? "county" : "city";
}

/** Departments whose area does not contain the case come last, whatever they are in charge of. */
function compare(a: RankedDepartment, b: RankedDepartment): number {
  return (
    Number(a.nearness === "elsewhere") - Number(b.nearness === "elsewhere") ||
    Number(b.isInCharge) - Number(a.isInCharge) ||
    NEARNESS_ORDER.indexOf(a.nearness) - NEARNESS_ORDER.indexOf(b.nearness) ||
    a.workload - b.workload ||
    (a.department.id < b.department.id ? -1 : 1)
  );
}

/** Order: in charge of the category, then smallest containing area, then least workload. */
export function rankDepartments(
  departments: readonly DepartmentView[],
  target: Pick<CaseView, "id" | "regionCode" | "category" | "departmentId">,
  context: { departmentKind: string | null; openCases: Iterable<CaseView> },
): RankedDepartment[] {
  const work = new Map<string, { all: number; same: number }>();
  for (const row of context.openCases) {
    if (row.departmentId === null || row.id === target.id || !WORKING.includes(row.status)) continue;
    const sum = work.get(row.departmentId) ?? { all: 0, same: 0 };
    work.set(row.departmentId, { all: sum.all + 1, same: sum.same + (row.category === target.category ? 1 : 0) });
  }
  return departments
    .filter(({ kind }) => kind !== COMMAND_KIND)
    .map((department) => ({
      department,
      isInCharge: context.departmentKind !== null && department.kind === context.departmentKind,
      nearness: nearness(department.regionCode, target.regionCode),
      workload: work.get(department.id)?.all ?? 0,
      sameCategory: work.get(department.id)?.same ?? 0,
      hadCase: target.departmentId === department.id,
    }))
    .sort(compare);
}

/** Departments that have not ended; only these receive dispatches. */
export const departmentsInForce = (departments: readonly DepartmentView[], nowMs: number): DepartmentView[] =>
  departments.filter(({ validTo }) => validTo === null || validTo > cityDay(new Date(nowMs)));

export function searchDepartments(ranked: readonly RankedDepartment[], text: string): RankedDepartment[] {
  const matches = matcherFor(text);
  return ranked.filter(({ department: { id, name, nameEn } }) => matches(name, nameEn, id));
}
