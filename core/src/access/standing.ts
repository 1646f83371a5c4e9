// The standing (归属) of an object: the facts that decide who sees it. The predicates are the same as geodata's SQL.
import { z } from "zod";
import { inScope, type Scope, Secrecy } from "./scope.ts";

export const CaseStanding = z.object({
  /** Code of its region or grid cell. */
  code: z.string(),
  reach: z.string().nullable().default(null),
  /** Only for a case: the unit it is with, and the account that reported it. */
  department: z.string().nullable().default(null),
  reportedBy: z.string().nullable().default(null),
  /** Grade of confidentiality of a case, or of a detection that belongs to one. */
  secrecy: Secrecy.default(0),
});
export type CaseStanding = z.infer<typeof CaseStanding>;

export const Standing = CaseStanding.extend({
  /** For an alarm or a detection: the standing of the case that it names; null if it names none. */
  case: CaseStanding.nullable().default(null),
});
export type Standing = z.infer<typeof Standing>;

/** The standing of an object that has only a place. */
export const standingAt = (code: string, reach: string | null = null): Standing => Standing.parse({ code, reach });

/** Whether something in this place, or on this reach, is inside the scope. */
export const inPlace = (scope: Scope, { code, reach }: Pick<Standing, "code" | "reach">): boolean =>
  inScope(scope, code) || (reach !== null && scope.reaches.includes(reach));

/** A case above the clearance is never seen, not even by the person who reported it. */
export function seesCase(scope: Scope, standing: CaseStanding): boolean {
  const { secrecy, reportedBy, department } = standing;
  if (secrecy > scope.secrecy) return false;
  const isOwn = scope.own !== null && reportedBy === scope.own;
  const isWithUnit = department !== null && scope.departments.includes(department);
  return isOwn || isWithUnit || (scope.caseRange === "region" && inPlace(scope, standing));
}

/** Decides by place and clearance: a detection is as confidential as the case that it belongs to. */
export const seesDetection = (scope: Scope, standing: Pick<Standing, "code" | "reach" | "secrecy">): boolean =>
  standing.secrecy <= scope.secrecy && inPlace(scope, standing);

/** Whether an alarm or a detection may name its case: only to people who see the case. */
export const mayNameCase = (scope: Scope, standing: Pick<Standing, "case">): boolean =>
  standing.case !== null && seesCase(scope, standing.case);
