// What each status of a case (案件状态) means to the program, in one table: screens and queries derive their sets from it, and a
// new status is one row here.
import type { CaseStatus } from "./status.ts";

/** Where the console lists a case: 受理, 处置, 结案; ended cases are in none. */
export type CaseGroup = "intake" | "active" | "closing";

/** What residents are told; null where there is no case for them (不予立案, 作废). */
export type PublicStage = "waiting" | "handling" | "done";

export interface Stage {
  /** Who must act next: the command centre (指挥中心) or the unit (处置部门); null when nobody must. */
  heldBy: "centre" | "unit" | null;
  /** The clock whose deadline the case shows: handling, or the step at the desk; null when no clock runs. */
  clock: "handling" | "desk" | null;
  /** The clock that runs for this status alone: the desk's step, or taking up (接单). */
  step: "desk" | "take-up" | null;
  group: CaseGroup | null;
  public: PublicStage | null;
  /** The case has ended; nobody answers for it any more. */
  ended: boolean;
}

const DESK = { heldBy: "centre", clock: "desk", step: "desk", ended: false } as const;
const UNIT = { heldBy: "unit", clock: "handling", step: null, group: "active", ended: false } as const;
const ENDED = { heldBy: null, clock: null, step: null, group: null, ended: true } as const;

/** In the order of the lifecycle. */
export const STAGES = {
  reported: { ...DESK, group: "intake", public: "waiting" },
  verifying: { ...DESK, group: "intake", public: "waiting" },
  accepted: { ...DESK, group: "intake", public: "waiting" },
  registered: { ...DESK, group: "active", public: "waiting" },
  dispatched: { ...UNIT, step: "take-up", public: "waiting" },
  handling: { ...UNIT, public: "handling" },
  handled: { ...DESK, group: "closing", public: "handling" },
  reviewing: { ...DESK, group: "closing", public: "handling" },
  closing: { ...DESK, group: "closing", public: "handling" },
  checking: { ...DESK, group: "closing", public: "handling" },
  closed: { ...ENDED, public: "done" },
  evaluated: { ...ENDED, public: "done" },
  rejected: { ...ENDED, public: null },
  cancelled: { ...ENDED, public: null },
} as const satisfies Record<CaseStatus, Stage>;

export const stageOf = (status: CaseStatus): Stage => STAGES[status];

export const isEnded = (status: CaseStatus): boolean => STAGES[status].ended;

export interface CaseEnd {
  /** When the case ended; null while it is open. */
  endedAt: Date | null;
  /** When it was last closed (结案); an evaluation or a later reopening does not erase it. */
  closedAt: Date | null;
}

/** The end of a case after it came into `to` at `at`. */
export function endAfter(before: CaseEnd, to: CaseStatus, at: Date): CaseEnd {
  return {
    endedAt: isEnded(to) ? (before.endedAt ?? at) : null,
    closedAt: to === "closed" ? at : before.closedAt,
  };
}
