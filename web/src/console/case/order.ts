// The order of cases: priority, then least time left; cases without a limit come last within their priority.
import type { CaseView } from "@minqing/core/case/case";

type Ordered = Pick<CaseView, "id" | "priority" | "deadlineAt" | "statusSince" | "reportedAt">;

const dueMs = (row: Ordered): number =>
  row.deadlineAt === null ? Number.POSITIVE_INFINITY : Date.parse(row.deadlineAt);

const compareNumbers = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

const compareText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

export function byPriorityThenTimeLeft(a: Ordered, b: Ordered): number {
  return (
    a.priority - b.priority ||
    compareNumbers(dueMs(a), dueMs(b)) ||
    compareText(a.reportedAt, b.reportedAt) ||
    compareText(a.id, b.id)
  );
}

/** For cases that wait for dispatch: priority, then the longest wait first. */
export function byPriorityThenWaiting(a: Ordered, b: Ordered): number {
  return a.priority - b.priority || compareText(a.statusSince, b.statusSince) || compareText(a.id, b.id);
}
