// How much of the case's deadline is used (剩余时限): its clock runs from `clockSince` to `deadlineAt`.
import type { CaseView } from "@minqing/core/case/case";

export interface TimeLeft {
  totalMs: number;
  /** Below zero when overdue. */
  leftMs: number;
  /** 1 at the limit. */
  usedShare: number;
  /** tight: the deadline is close, by the city's share (临期). */
  state: "calm" | "tight" | "over";
}

type Row = Pick<CaseView, "statusSince" | "clockSince" | "approachingAt" | "deadlineAt">;

/** Null when no clock with a limit runs. */
export function timeLeft({ statusSince, clockSince, approachingAt, deadlineAt }: Row, nowMs: number): TimeLeft | null {
  if (deadlineAt === null) return null;
  const dueMs = Date.parse(deadlineAt);
  const totalMs = Math.max(dueMs - Date.parse(clockSince ?? statusSince), 1);
  const leftMs = dueMs - nowMs;
  const usedShare = Math.max((totalMs - leftMs) / totalMs, 0);
  const isClose = approachingAt !== null && nowMs >= Date.parse(approachingAt);
  return { totalMs, leftMs, usedShare, state: leftMs < 0 ? "over" : isClose ? "tight" : "calm" };
}
