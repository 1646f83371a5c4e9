// The next step of a case when no human is faster: which seat of the command centre (指挥中心) or disposal unit takes it,
// with which command, and after how long.

import type { CaseCommand } from "@minqing/core/case/acts";
import type { CaseView } from "@minqing/core/case/case";
import { drawAt } from "@minqing/core/random/stream";
import { chooseDepartment, type Unit } from "./choose-department.ts";

export type Seat = "acceptor" | "supervisor" | "dispatcher" | "handler";

export interface NextStep {
  seat: Seat;
  command: CaseCommand;
  /** Since the case entered its current status. */
  afterMs: number;
}

export interface NextStepOptions {
  seed: string;
  /** Factor of the usual working speed. */
  rate: number;
  units: readonly Unit[];
  /** Kind of department by category. */
  unitKind: (category: string) => string | null;
}

const SECOND = 1000;
/** Shortest and longest time for P4; urgent cases are faster. */
const DURATIONS_MS = {
  accept: [8 * SECOND, 35 * SECOND],
  register: [10 * SECOND, 40 * SECOND],
  dispatch: [10 * SECOND, 45 * SECOND],
  take: [20 * SECOND, 80 * SECOND],
  submit: [70 * SECOND, 420 * SECOND],
  close: [20 * SECOND, 90 * SECOND],
} as const satisfies Record<string, readonly [number, number]>;

const DURATION_FACTORS: Readonly<Record<CaseView["priority"], number>> = { 1: 0.5, 2: 0.7, 3: 0.9, 4: 1 };

const RETURN_CHANCE = 0.07;
const REWORK_CHANCE = 0.08;
const REJECT_CHANCE = 0.03;

const RETURN_REASONS = [
  "不属于本单位职责范围",
  "现场未发现所述问题",
  "位置描述不清，请补充",
  "权属待核实，建议改派",
] as const;
const REWORK_REASONS = ["处置照片不清晰，请补拍", "现场仍有残留，请继续清理", "周边未恢复原状"] as const;

/** The next step for a case; null where the lifecycle leaves nothing to do. */
export function nextStep(current: CaseView, options: NextStepOptions): NextStep | null {
  const draw = (what: string): number => drawAt(options.seed, `${current.id}/${what}`, current.version);
  const { version, priority, returnCount, reworkCount } = current;
  const after = ([fast, slow]: readonly [number, number]): number =>
    (DURATION_FACTORS[priority] * (fast + (slow - fast) * draw("pace"))) / options.rate;
  const reason = (reasons: readonly string[]): string => reasons[Math.floor(draw("reason") * reasons.length)] ?? "其他";
  switch (current.status) {
    case "reported": {
      const isDuplicate = current.source === "citizen" && draw("fate") < REJECT_CHANCE;
      if (isDuplicate)
        return step("acceptor", { type: "reject", version, reason: "重复上报" }, after(DURATIONS_MS.accept));
      return step("acceptor", { type: "accept", version }, after(DURATIONS_MS.accept));
    }
    case "accepted":
      return step("supervisor", { type: "register", version }, after(DURATIONS_MS.register));
    case "registered": {
      const departmentId = chooseDepartment(current, options.unitKind(current.category), options.units);
      return departmentId === null
        ? null
        : step("dispatcher", { type: "dispatch", version, departmentId }, after(DURATIONS_MS.dispatch));
    }
    case "dispatched":
      if (returnCount === 0 && reworkCount === 0 && draw("fate") < RETURN_CHANCE) {
        return step("handler", { type: "return", version, reason: reason(RETURN_REASONS) }, after(DURATIONS_MS.take));
      }
      return step("handler", { type: "take", version, note: "已到达现场" }, after(DURATIONS_MS.take));
    case "handling":
      return step("handler", { type: "submit", version, note: "已处置完毕" }, after(DURATIONS_MS.submit));
    case "handled":
      if (reworkCount === 0 && draw("fate") < REWORK_CHANCE) {
        return step(
          "dispatcher",
          { type: "rework", version, reason: reason(REWORK_REASONS) },
          after(DURATIONS_MS.close),
        );
      }
      return step(
        "acceptor",
        { type: "close", version, reason: "现场已排除", note: "核查通过" },
        after(DURATIONS_MS.close),
      );
    default:
      return null;
  }
}

const step = (seat: Seat, command: CaseCommand, afterMs: number): NextStep => ({ seat, command, afterMs });
