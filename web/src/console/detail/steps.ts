// The steps of a case (受理 立案 派遣 接单 处置 结案): state and duration of each.
import type { CaseView } from "@minqing/core/case/case";
import { type CaseActView, isMove } from "@minqing/core/case/log";
import { stageOf } from "@minqing/core/case/stages";
import type { CaseStatus } from "@minqing/core/case/status";

/** A step is the wait in one status, named after the act that ends it. */
export const STEPS = [
  { key: "accept", status: "reported" },
  { key: "register", status: "accepted" },
  { key: "dispatch", status: "registered" },
  { key: "take", status: "dispatched" },
  { key: "handle", status: "handling" },
  { key: "close", status: "handled" },
] as const satisfies { key: string; status: CaseStatus }[];
export type StepKey = (typeof STEPS)[number]["key"];

export interface Step {
  key: StepKey;
  state: "done" | "current" | "ahead" | "skipped";
  /** Total time in the step over all passes; null when the case was never in it. */
  spentMs: number | null;
  passes: number;
}

/** Time in each status according to the log; the current status runs until now. */
function spentByStatus(acts: readonly CaseActView[], endMs: number): Map<CaseStatus, { ms: number; passes: number }> {
  const spent = new Map<CaseStatus, { ms: number; passes: number }>();
  acts.forEach((entry, index) => {
    const next = acts[index + 1];
    const ms = (next === undefined ? endMs : Date.parse(next.at)) - Date.parse(entry.at);
    const before = spent.get(entry.to) ?? { ms: 0, passes: 0 };
    spent.set(entry.to, { ms: before.ms + Math.max(ms, 0), passes: before.passes + 1 });
  });
  return spent;
}

export function stepsOf(
  row: Pick<CaseView, "status" | "closedAt">,
  acts: readonly CaseActView[],
  nowMs: number,
): Step[] {
  const ordered = acts.filter(isMove).sort((a, b) => a.seq - b.seq);
  const spent = spentByStatus(ordered, row.closedAt === null ? nowMs : Date.parse(row.closedAt));
  const current = STEPS.findIndex((step) => step.status === row.status);
  // A closed case has passed all steps; a rejected or cancelled one left at some step.
  const reached = current !== -1 ? current : stageOf(row.status).public === "done" ? STEPS.length : -1;
  return STEPS.map(({ key, status }, index) => {
    const time = spent.get(status);
    const state =
      index === current
        ? "current"
        : index < reached
          ? "done"
          : reached === -1 && time !== undefined
            ? "done"
            : reached === -1
              ? "skipped"
              : "ahead";
    return { key, state, spentMs: time?.ms ?? null, passes: time?.passes ?? 0 };
  });
}
