// The standing (归属) of a locked case, as the change log stores it.
import type { Actor } from "@minqing/core/access/account";
import { type Standing, seesAsReporter } from "@minqing/core/access/standing";
import { type LockedCase, lockCase } from "@minqing/geodata/case/queries";
import type { Executor } from "@minqing/geodata/database";
import { ProblemError } from "../problem/problem-error.ts";

/** Locks a case of the actor's scope. */
export async function lockSeenCase(tx: Executor, { scope }: Actor, caseId: string): Promise<LockedCase> {
  const found = await lockCase(tx, scope, caseId);
  if (found === null) throw new ProblemError("not-found", `there is no case ${caseId} in your scope`);
  return found;
}

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
