// Whom to dispatch to: departments in order, each with reasons that are facts. No score is shown and none is kept.
import type { CaseView } from "@minqing/core/case/case";
import { CASE_STATUSES, type CaseStatus } from "@minqing/core/case/status";
import { cityDay } from "@minqing/core/organisation/validity";
import { regionPrefix } from "@minqing/core/region/codes";
import type { DepartmentView } from "@minqing/core/region/region";

/** How near a department's own area is to the case: its grid or town, its county, the whole city, or elsewhere. */
export type Nearness = "town" | "county" | "city" | "elsewhere";

export interface RankedDepartment {
  department: DepartmentView;
  /** The category names this kind of department. */
  isInCharge: boolean;
  nearness: Nearness;
  /** Open cases it was dispatched: waiting to be taken, being handled. */
  workload: number;
  /** Cases of the same category among them. */
  sameCategory: number;
  /** It had this case before (a rework goes back to it). */
  hadCase: boolean;
}

const WORKING: readonly CaseStatus[] = CASE_STATUSES.filter(
  (status) => status === "dispatched" || status === "handling",
);

/** The command centre sends; nobody sends to it. */
const COMMAND_KIND = "command";

const NEARNESS_ORDER: readonly Nearness[] = ["town", "county", "city", "elsewhere"];

export function nearness(departmentRegion: string, caseRegion: string): Nearness {
  const prefix = regionPrefix(departmentRegion);
  if (!caseRegion.startsWith(prefix)) return "elsewhere";
  if (prefix.length >= 9) return "town";
  return prefix.length === 6 ? "county" : "city";
}

/** A unit of another county comes after all whose area holds the case, whatever it is in charge of. */
function compare(a: RankedDepartment, b: RankedDepartment): number {
  return (
    Number(a.nearness === "elsewhere") - Number(b.nearness === "elsewhere") ||
    Number(b.isInCharge) - Number(a.isInCharge) ||
    NEARNESS_ORDER.indexOf(a.nearness) - NEARNESS_ORDER.indexOf(b.nearness) ||
    a.workload - b.workload ||
    (a.department.id < b.department.id ? -1 : 1)
  );
}

/** Whose area holds the case; in charge by category first, then nearest area, then least work. */
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

/** Nothing is sent to a department that has ended. */
export const departmentsInForce = (departments: readonly DepartmentView[], nowMs: number): DepartmentView[] =>
  departments.filter(({ validTo }) => validTo === null || validTo > cityDay(new Date(nowMs)));

export function searchDepartments(ranked: readonly RankedDepartment[], text: string): RankedDepartment[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return ranked.filter(({ department }) => {
    const name = `${department.name} ${department.nameEn ?? ""} ${department.id}`.toLowerCase();
    return words.every((word) => name.includes(word));
  });
}
