// The open cases of the board as errands of the duty desk and the disposal units.
import { CaseView } from "@minqing/core/case/case";
import { drawAt } from "@minqing/core/random/stream";
import { type DeskOptions, nextStep } from "./desk.ts";
import { type Errand, errandDueMs, type Shift } from "./errand.ts";

export function caseErrand(current: CaseView, desk: DeskOptions, shift: Shift): Errand | null {
  const step = nextStep(current, desk);
  if (step === null) return null;
  const { seat, command, afterMs } = step;
  const backlog = drawAt(shift.seed, `${current.id}/backlog`, 0);
  return {
    key: `case/${current.id}/${current.version}`,
    dueMs: errandDueMs(shift, Date.parse(current.statusSince), afterMs, backlog),
    seat,
    run: (client) =>
      client.ask(
        (api) => api.cases[":id"].commands.$post({ param: { id: current.id }, header: {}, json: command }),
        CaseView,
      ),
  };
}
