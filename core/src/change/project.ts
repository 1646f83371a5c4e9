// Projects one log entry onto one scope: the object after the change, `gone`, or nothing.
import { concernsScope, type Scope } from "../access/scope.ts";
import { mayNameCase, type Standing, seesAlarm, seesAsReporter, seesCase, seesDetection } from "../access/standing.ts";
import type { CaseView } from "../case/case.ts";
import { forReporter } from "../case/reporter-view.ts";
import type { ChangeEntry, ChangeItem, ChangeKind } from "./entry.ts";

/** Whether an object of this kind is seen with this scope. The one predicate for log and snapshot. */
export function seesObject(scope: Scope, kind: ChangeKind, standing: Standing): boolean {
  if (kind === "case") return seesCase(scope, standing);
  if (kind === "detection") return seesDetection(scope, standing);
  return kind === "alarm" ? seesAlarm(scope, standing) : concernsScope(scope, standing.code);
}

/**
 * The value for this scope: an alarm or a detection does not name a case that the scope does not see, and who sees a case as
 * its reporter alone gets what a reporter is told.
 */
function valueFor(scope: Scope, { kind, value }: ChangeEntry, standing: Standing): unknown {
  if (kind === "case" && seesAsReporter(scope, standing)) return forReporter(value as CaseView);
  const hidesCase = (kind === "alarm" || kind === "detection") && !mayNameCase(scope, standing);
  return hidesCase ? { ...Object(value), caseId: null } : value;
}

export function projectChange(scope: Scope, entry: ChangeEntry): ChangeItem | null {
  const { seq, kind, id } = entry;
  const at = entry.at.toISOString();
  if (entry.scopeAfter !== null && seesObject(scope, kind, entry.scopeAfter)) {
    return { op: "put", seq, at, kind, id, value: valueFor(scope, entry, entry.scopeAfter) };
  }
  if (entry.scopeBefore !== null && seesObject(scope, kind, entry.scopeBefore))
    return { op: "gone", seq, at, kind, id };
  return null;
}
