// How late the dispatch of a registered case is (待派变色). Only the wait for dispatch is coloured, not age in general.
import type { CaseView } from "@minqing/core/case/case";
import { timeLeft } from "./time-left.ts";

export interface Ageing {
  waitedMs: number;
  /** Null where the city has set no limit for dispatching. */
  limitMs: number | null;
  /** 1 at the limit; 0 without one. */
  share: number;
  level: "none" | "warm" | "late";
}

const LEVEL = { calm: "none", tight: "warm", over: "late" } as const;

export function ageing(
  row: Pick<CaseView, "statusSince" | "clockSince" | "approachingAt" | "deadlineAt">,
  nowMs: number,
): Ageing {
  const waitedMs = Math.max(nowMs - Date.parse(row.statusSince), 0);
  const left = timeLeft(row, nowMs);
  if (left === null) return { waitedMs, limitMs: null, share: 0, level: "none" };
  return { waitedMs, limitMs: left.totalMs, share: left.usedShare, level: LEVEL[left.state] };
}
