// How late the dispatch of a registered case is (待派变色). Only the wait for dispatch is coloured, not age in general.
import type { Priority } from "@minqing/core/alarm/priority";
import type { CaseView } from "@minqing/core/case/case";

/** Seconds a case may wait for dispatch: P1 60 s, P2 5 min, P3 15 min, P4 30 min. */
export const DISPATCH_LIMIT_S: Readonly<Record<Priority, number>> = { 1: 60, 2: 300, 3: 900, 4: 1800 };

const WARM_FROM = 0.66;

export interface Ageing {
  waitedMs: number;
  limitMs: number;
  /** 1 at the limit. */
  share: number;
  level: "none" | "warm" | "late";
}

export function ageing(row: Pick<CaseView, "priority" | "statusSince">, nowMs: number): Ageing {
  const limitMs = DISPATCH_LIMIT_S[row.priority] * 1000;
  const waitedMs = Math.max(nowMs - Date.parse(row.statusSince), 0);
  const share = waitedMs / limitMs;
  return { waitedMs, limitMs, share, level: share >= 1 ? "late" : share >= WARM_FROM ? "warm" : "none" };
}
