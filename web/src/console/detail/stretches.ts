// Where the time of a case went: the stretch in each status by its log, and their shares of the strip.
import type { CaseView } from "@minqing/core/case/case";
import { type CaseActView, isMove } from "@minqing/core/case/log";
import { isEnded } from "@minqing/core/case/stages";
import type { CaseStatus } from "@minqing/core/case/status";

export interface Stretch {
  seq: number;
  status: CaseStatus;
  fromMs: number;
  /** Now, for the running one. */
  toMs: number;
  running: boolean;
  /** The department that held the case in this time; null for the command centre. */
  departmentId: string | null;
  departmentName: string | null;
}

/** One per act that moves the case; an ended case has no running one. */
export function stretchesOf(
  row: Pick<CaseView, "closedAt" | "status">,
  acts: readonly CaseActView[],
  nowMs: number,
): Stretch[] {
  const ordered = acts.filter(isMove).sort((a, b) => a.seq - b.seq);
  const ended = isEnded(row.status);
  return ordered.flatMap((entry, index) => {
    const next = ordered[index + 1];
    const fromMs = Date.parse(entry.at);
    if (next === undefined && ended) return [];
    const toMs = next === undefined ? Math.max(nowMs, fromMs) : Date.parse(next.at);
    const { departmentName } = entry;
    return [
      {
        seq: entry.seq,
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
export function stripShares(intervals: readonly Stretch[], minimum: number): number[] {
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
