// What one log entry means for one scope: the object as it is now, `gone`, or nothing.
import { concernsScope, type Scope } from "../access/scope.ts";
import { inPlace, type Standing, seesCase } from "../access/standing.ts";
import type { ChangeEntry, ChangeItem, ChangeKind } from "./entry.ts";

/** Whether an object of this kind is seen with this scope. The one predicate for log and snapshot. */
export function seesObject(scope: Scope, kind: ChangeKind, standing: Standing): boolean {
  if (kind === "case") return seesCase(scope, standing);
  return kind === "warning" ? concernsScope(scope, standing.code) : inPlace(scope, standing);
}

export function projectChange(scope: Scope, entry: ChangeEntry): ChangeItem | null {
  const { seq, kind, id } = entry;
  const at = entry.at.toISOString();
  if (entry.scopeAfter !== null && seesObject(scope, kind, entry.scopeAfter)) {
    return { op: "put", seq, at, kind, id, value: entry.value };
  }
  if (entry.scopeBefore !== null && seesObject(scope, kind, entry.scopeBefore))
    return { op: "gone", seq, at, kind, id };
  return null;
}
