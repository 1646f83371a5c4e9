// The stages of a case (受理 立案 派遣 接单 处置 结案): state and duration of each.
import { type CaseTransition, type CaseView, isMove } from "@minqing/core/case/case";
import { stageOf } from "@minqing/core/case/stages";
import type { CaseStatus } from "@minqing/core/case/status";

/** A stage is the wait in one status, named after the step that ends it. */
export const STAGES = [
  { key: "accept", status: "reported" },
  { key: "register", status: "accepted" },
  { key: "dispatch", status: "registered" },
  { key: "take", status: "dispatched" },
  { key: "handle", status: "handling" },
  { key: "close", status: "handled" },
] as const satisfies { key: string; status: CaseStatus }[];
export type StageKey = (typeof STAGES)[number]["key"];

export interface Stage {
  key: StageKey;
  state: "done" | "current" | "ahead" | "skipped";
  /** Total time in the stage over all passes; null when the case was never in it. */
  spentMs: number | null;
  passes: number;
}

/** Time in each status according to the log; the current status runs until now. */
function spentByStatus(
  transitions: readonly CaseTransition[],
  endMs: number,
): Map<CaseStatus, { ms: number; passes: number }> {
  const spent = new Map<CaseStatus, { ms: number; passes: number }>();
  transitions.forEach((entry, index) => {
    const next = transitions[index + 1];
    const ms = (next === undefined ? endMs : Date.parse(next.at)) - Date.parse(entry.at);
    const before = spent.get(entry.to) ?? { ms: 0, passes: 0 };
    spent.set(entry.to, { ms: before.ms + Math.max(ms, 0), passes: before.passes + 1 });
  });
  return spent;
}

export function stagesOf(
  row: Pick<CaseView, "status" | "closedAt">,
  transitions: readonly CaseTransition[],
  nowMs: number,
): Stage[] {
  const ordered = transitions.filter(isMove).sort((a, b) => a.version - b.version);
  const spent = spentByStatus(ordered, row.closedAt === null ? nowMs : Date.parse(row.closedAt));
  const current = STAGES.findIndex((stage) => stage.status === row.status);
  // A closed case has passed all stages; a rejected or cancelled one left at some stage.
  const reached = current !== -1 ? current : stageOf(row.status).public === "done" ? STAGES.length : -1;
  return STAGES.map(({ key, status }, index) => {
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
