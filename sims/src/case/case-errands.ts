// The open cases of the board as errands of the duty desk and the disposal units.
import type { CaseView } from "@minqing/core/case/case";
import { drawAt } from "../random/stream.ts";
import { type DeskOptions, nextStep } from "./desk.ts";
import { type Errand, errandDueMs } from "./errand.ts";

export function caseErrand(current: CaseView, desk: DeskOptions, startMs: number): Errand | null {
  const step = nextStep(current, desk);
  if (step === null) return null;
  const { seat, command, afterMs } = step;
  return {
    key: `case/${current.id}/${current.version}`,
    dueMs: errandDueMs(
      Date.parse(current.statusSince),
      afterMs,
      startMs,
      drawAt(desk.seed, `${current.id}/backlog`, 0),
    ),
    seat,
    path: `/api/cases/${current.id}/commands`,
    body: command,
  };
}
