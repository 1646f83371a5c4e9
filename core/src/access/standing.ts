// Where an object stands (归属): the facts about it that decide who sees it. The same predicates as geodata's SQL.
import { z } from "zod";
import { inScope, type Scope, Secrecy } from "./scope.ts";

export const CaseStanding = z.object({
  /** Code of its region or grid cell. */
  code: z.string(),
  reach: z.string().nullable().default(null),
  /** Only of a case: the unit it is with, and who reported it. */
  department: z.string().nullable().default(null),
  reportedBy: z.string().nullable().default(null),
  /** How confidential it is: a case, and a detection of one. */
  secrecy: Secrecy.default(0),
});
export type CaseStanding = z.infer<typeof CaseStanding>;

export const Standing = CaseStanding.extend({
  /** Of an alarm or a detection: where the case stands that it names. Null for none. */
  case: CaseStanding.nullable().default(null),
});
export type Standing = z.infer<typeof Standing>;

/** Of an object that is known by its place alone. */
export const standsIn = (code: string, reach: string | null = null): Standing => Standing.parse({ code, reach });

/** Whether something in this place, or on this reach, is inside the scope. */
export const inPlace = (scope: Scope, { code, reach }: Pick<Standing, "code" | "reach">): boolean =>
  inScope(scope, code) || (reach !== null && scope.reaches.includes(reach));

/** Nobody sees what is more confidential than they are cleared for, their own report included. */
export function seesCase(scope: Scope, standing: CaseStanding): boolean {
  const { secrecy, reportedBy, department } = standing;
  if (secrecy > scope.secrecy) return false;
  const isOwn = scope.own !== null && reportedBy === scope.own;
  const isWithUnit = department !== null && scope.departments.includes(department);
  return isOwn || isWithUnit || (scope.caseRange === "region" && inPlace(scope, standing));
}

/** By its place, and not above the clearance: a detection is as confidential as the case that it belongs to. */
export const seesDetection = (scope: Scope, standing: Pick<Standing, "code" | "reach" | "secrecy">): boolean =>
  standing.secrecy <= scope.secrecy && inPlace(scope, standing);

/** Whether an alarm or a detection may name its case: to whoever sees the case, and to nobody else. */
export const mayNameCase = (scope: Scope, standing: Pick<Standing, "case">): boolean =>
  standing.case !== null && seesCase(scope, standing.case);
