// Takes a case's next step for the simulated command centre and disposal units.
import { CaseView } from "@minqing/core/case/case";
import { drawAt } from "@minqing/core/random/stream";
import { type NextStepOptions, nextStep } from "./next-step.ts";
import { actionDueMs, type Shift, type StaffAction } from "./staff-action.ts";

export function caseAction(current: CaseView, options: NextStepOptions, shift: Shift): StaffAction | null {
  const step = nextStep(current, options);
  if (step === null) return null;
  const { seat, command, afterMs } = step;
  const backlog = drawAt(shift.seed, `${current.id}/backlog`, 0);
  return {
    key: `case/${current.id}/${current.version}`,
    dueMs: actionDueMs(shift, Date.parse(current.statusSince), afterMs, backlog),
    seat,
    run: (client) =>
      client.request(
        (api) => api.cases[":id"].commands.$post({ param: { id: current.id }, header: {}, json: command }),
        CaseView,
      ),
  };
}
