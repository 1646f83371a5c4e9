// How much of a stage's time limit is used up (剩余时限). The stage runs from `statusSince` to `deadlineAt`.
import type { CaseView } from "@minqing/core/case/case";

export interface TimeLeft {
  totalMs: number;
  /** Below zero when overdue. */
  leftMs: number;
  /** 1 is the limit itself. */
  usedShare: number;
  state: "calm" | "tight" | "over";
}

/** From four fifths of the limit on the bar says that it gets tight. */
const TIGHT_FROM = 0.8;

/** Null when no limit runs for the stage. */
export function timeLeft(row: Pick<CaseView, "statusSince" | "deadlineAt">, nowMs: number): TimeLeft | null {
  if (row.deadlineAt === null) return null;
  const dueMs = Date.parse(row.deadlineAt);
  const totalMs = Math.max(dueMs - Date.parse(row.statusSince), 1);
  const leftMs = dueMs - nowMs;
  const usedShare = Math.max((totalMs - leftMs) / totalMs, 0);
  const state = leftMs < 0 ? "over" : usedShare >= TIGHT_FROM ? "tight" : "calm";
  return { totalMs, leftMs, usedShare, state };
}
