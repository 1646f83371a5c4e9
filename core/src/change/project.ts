// What one log entry means for one scope: the object as it is now, `gone`, or nothing.
import { concernsScope, inScope, type Scope } from "../access/scope.ts";
import type { ChangeEntry, ChangeItem, ChangeKind } from "./entry.ts";

/** Whether an object of this kind that stands in `code` is seen with this scope. The one predicate for log and snapshot. */
export function seesObject(scope: Scope, kind: ChangeKind, code: string): boolean {
  return kind === "warning" ? concernsScope(scope, code) : inScope(scope, code);
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
