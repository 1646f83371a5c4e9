// Sets the secrecy grade (知悉范围) of a case and of its source: lock, check, one more transition, and `gone` for clients that
// may no longer see it.
import type { Actor } from "@minqing/core/access/account";
import { doneBy } from "@minqing/core/audit/event";
import type { CaseView } from "@minqing/core/case/case";
import { type CaseClassification, CLASSIFY } from "@minqing/core/case/classify";
import { writeAudit } from "@minqing/geodata/audit/queries";
import { insertTransition, lockCase, setSecrecy } from "@minqing/geodata/case/queries";
import { caseViews } from "@minqing/geodata/case/view-queries";
import { appendChanges } from "@minqing/geodata/change/append";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { singleRow } from "../single-row.ts";
import { caseStanding } from "./case-standing.ts";
import { sourceChanges } from "./source-changes.ts";

/** The new grade must not exceed the actor's own clearance. */
export async function classifyCase(
  { db, now }: Pick<ServerContext, "db" | "now">,
  actor: Actor,
  caseId: string,
  { secrecy, reason, version }: CaseClassification,
): Promise<CaseView> {
  const view = await db.transaction(async (tx) => {
    const current = await lockCase(tx, actor.scope, caseId);
    if (current === null) throw new ProblemError("not-found", `there is no case ${caseId} in your scope`);
    if (secrecy > actor.scope.secrecy) {
      throw new ProblemError("bad-request", undefined, [
        { path: "secrecy", expected: `at most your own clearance, ${actor.scope.secrecy}`, got: String(secrecy) },
      ]);
    }
    if (version !== current.version) {
      throw new ProblemError("version-conflict", `expected version ${current.version}, got ${version}`);
    }
    if (secrecy === current.secrecy) return singleRow(await caseViews(tx, [caseId]));
    const at = now();
    const { status, departmentId, returnCount, reworkCount } = current;
    await insertTransition(tx, {
      caseId,
      version: version + 1,
      at,
      actor: actor.username,
      actorName: actor.displayName,
      command: CLASSIFY,
      from: status,
      to: status,
      reason,
      note: null,
      departmentId,
      returnCount,
      reworkCount,
    });
    await setSecrecy(tx, caseId, secrecy);
    const detail = { before: current.secrecy, after: secrecy, version: version + 1 };
    await writeAudit(tx, doneBy(actor, at, { action: "case.classify", object: { kind: "case", id: caseId }, detail }));
    const value = singleRow(await caseViews(tx, [caseId]));
    const scopeBefore = caseStanding(current);
    await appendChanges(tx, [
      { kind: "case", id: caseId, scopeBefore, scopeAfter: { ...scopeBefore, secrecy }, value },
      ...(await sourceChanges(tx, caseId)),
    ]);
    return value;
  });
  db.ring("changes");
  return view;
}
