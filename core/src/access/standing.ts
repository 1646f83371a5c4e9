// Where an object stands (归属): the facts about it that decide who sees it. The same predicates as geodata's SQL.
import { z } from "zod";
import { inScope, type Scope, Secrecy } from "./scope.ts";

export const Standing = z.object({
  /** Code of its region or grid cell. */
  code: z.string(),
  reach: z.string().nullable().default(null),
  /** The rest only of a case: the unit it is with, who reported it, how confidential it is. */
  department: z.string().nullable().default(null),
  reportedBy: z.string().nullable().default(null),
  secrecy: Secrecy.default(0),
});
export type Standing = z.infer<typeof Standing>;

/** Of an object that is known by its place alone. */
export const standsIn = (code: string, reach: string | null = null): Standing => Standing.parse({ code, reach });

/** Whether something in this place, or on this reach, is inside the scope. */
export const inPlace = (scope: Scope, { code, reach }: Pick<Standing, "code" | "reach">): boolean =>
  inScope(scope, code) || (reach !== null && scope.reaches.includes(reach));

/** Nobody sees what is more confidential than they are cleared for, their own report included. */
export function seesCase(scope: Scope, standing: Standing): boolean {
  const { secrecy, reportedBy, department } = standing;
  if (secrecy > scope.secrecy) return false;
  const isOwn = scope.own !== null && reportedBy === scope.own;
  const isWithUnit = department !== null && scope.departments.includes(department);
  return isOwn || isWithUnit || (scope.caseRange === "region" && inPlace(scope, standing));
}
