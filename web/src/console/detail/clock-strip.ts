// The clock of a case as intervals between its transitions, and their shares of the strip.
import { type CaseTransition, type CaseView, isMove } from "@minqing/core/case/case";
import { isEnded } from "@minqing/core/case/stages";
import type { CaseStatus } from "@minqing/core/case/status";

export interface ClockInterval {
  version: number;
  status: CaseStatus;
  fromMs: number;
  /** Now, for the running interval. */
  toMs: number;
  running: boolean;
  /** The department that held the case in this time; null for the command centre. */
  departmentId: string | null;
  departmentName: string | null;
}

/** One interval per transition that moves the case; an ended case has no running interval. */
export function clockIntervals(
  row: Pick<CaseView, "closedAt" | "status">,
  transitions: readonly CaseTransition[],
  nowMs: number,
): ClockInterval[] {
  const ordered = transitions.filter(isMove).sort((a, b) => a.version - b.version);
  const ended = isEnded(row.status);
  return ordered.flatMap((entry, index) => {
    const next = ordered[index + 1];
    const fromMs = Date.parse(entry.at);
    if (next === undefined && ended) return [];
    const toMs = next === undefined ? Math.max(nowMs, fromMs) : Date.parse(next.at);
    const departmentName = entry.departmentName ?? null;
    return [
      {
        version: entry.version,
        status: entry.to,
        fromMs,
        toMs,
        running: next === undefined,
        departmentId: entry.departmentId,
        departmentName,
      },
    ];
  });
}

/** The share of the strip's width of each interval: to scale, but never narrower than `minimum`. */
export function stripShares(intervals: readonly ClockInterval[], minimum: number): number[] {
  const total = intervals.reduce((sum, interval) => sum + interval.toMs - interval.fromMs, 0);
  if (intervals.length === 0) return [];
  const floor = Math.min(minimum, 1 / intervals.length);
  const raw = intervals.map((interval) =>
    total === 0 ? 1 / intervals.length : (interval.toMs - interval.fromMs) / total,
  );
  const small = raw.filter((share) => share < floor);
  const spare = 1 - floor * small.length;
  const large = raw.reduce((sum, share) => (share < floor ? sum : sum + share), 0);
  return raw.map((share) => (share < floor ? floor : (share / large) * spare));
}
