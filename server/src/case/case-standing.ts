// The standing (归属) of a locked case, as the change log stores it.
import type { Actor } from "@minqing/core/access/account";
import { type Standing, seesAsReporter } from "@minqing/core/access/standing";
import type { LockedCase } from "@minqing/geodata/case/queries";
import { ProblemError } from "../problem/problem-error.ts";

/** Who sees a case for the own report alone does nothing on it: the answer would tell what a reporter is not told. */
export function refuseReporter({ scope }: Actor, row: LockedCase): void {
  if (!seesAsReporter(scope, caseStanding(row))) return;
  throw new ProblemError("role-missing", "you see this case for your own report alone: no command on it is yours");
}

export const caseStanding = (row: LockedCase): Standing => ({
  code: row.regionCode,
  reach: row.reachCode,
  lead: row.departmentId,
  assisting: row.assisting,
  reporters: row.reporters,
  assignees: row.assignees,
  secrecy: row.secrecy,
  case: null,
});
