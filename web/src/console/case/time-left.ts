// How much of a stage's time limit is used (剩余时限). The stage runs from `statusSince` to `deadlineAt`.
import type { CaseView } from "@minqing/core/case/case";

export interface TimeLeft {
  totalMs: number;
  /** Below zero when overdue. */
  leftMs: number;
  /** 1 at the limit. */
  usedShare: number;
  state: "calm" | "tight" | "over";
}

/** From four fifths of the limit the bar warns. */
const TIGHT_FROM = 0.8;

/** Null when the stage has no limit. */
export function timeLeft(row: Pick<CaseView, "statusSince" | "deadlineAt">, nowMs: number): TimeLeft | null {
  if (row.deadlineAt === null) return null;
  const dueMs = Date.parse(row.deadlineAt);
  const totalMs = Math.max(dueMs - Date.parse(row.statusSince), 1);
  const leftMs = dueMs - nowMs;
  const usedShare = Math.max((totalMs - leftMs) / totalMs, 0);
  const state = leftMs < 0 ? "over" : usedShare >= TIGHT_FROM ? "tight" : "calm";
  return { totalMs, leftMs, usedShare, state };
}
