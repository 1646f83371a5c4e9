// The simulated people on duty (值班): every two seconds they read the board and do what is due, a few actions at a time.
import type { Staff } from "../access/staff.ts";
import { acknowledgeAction } from "../alarm/acknowledge-action.ts";
import { reviewAction } from "../camera/review-action.ts";
import type { BoardWatch } from "../change/board-watch.ts";
import { ProblemError } from "../http/city-client.ts";
import type { Log } from "../log.ts";
import type { Scheduler } from "../scheduler.ts";
import { caseAction } from "./case-action.ts";
import type { NextStepOptions } from "./next-step.ts";
import type { Shift, StaffAction } from "./staff-action.ts";

export interface DutyOptions {
  staff: Staff;
  watch: BoardWatch;
  stepOptions: NextStepOptions;
  scheduler: Scheduler;
  log: Log;
  shift: Shift;
}

export interface DutyTally {
  done: number;
  /** A human or the system was faster. */
  overtaken: number;
  failed: number;
}

const ROUND_MS = 2_000;
/** At rate 1; further actions wait for the next round. */
const ACTIONS_PER_ROUND = 6;
const MAX_CONCURRENT = 4;
/** Problem codes that show that a human or the system was faster. */
const OVERTAKEN_CODES = new Set(["version-conflict", "command-not-possible", "not-found"]);

function actionsOf({ watch, stepOptions, shift }: DutyOptions): StaffAction[] {
  const board = watch.board;
  if (board === null) return [];
  const actions = [
    ...[...board.case.values()].map((row) => caseAction(row, stepOptions, shift)),
    ...[...board.alarm.values()].map((row) => acknowledgeAction(row, shift)),
    ...[...board.detection.values()].map((row) => reviewAction(row, shift)),
  ];
  return actions.filter((action) => action !== null);
}

export function startDuty(options: DutyOptions): DutyTally {
  const { staff, watch, scheduler, log, shift } = options;
  const tally: DutyTally = { done: 0, overtaken: 0, failed: 0 };
  const tried = new Set<string>();

  async function run(action: StaffAction): Promise<void> {
    tried.add(action.key);
    try {
      await action.run(staff[action.seat]);
      tally.done += 1;
    } catch (error) {
      if (error instanceof ProblemError && OVERTAKEN_CODES.has(error.code)) {
        tally.overtaken += 1;
        return;
      }
      tally.failed += 1;
      log.error("duty", error);
    }
  }

  async function runRound(): Promise<void> {
    await watch.refresh();
    const nowMs = Date.now();
    const actions = actionsOf(options);
    const open = new Set(actions.map(({ key }) => key));
    for (const key of tried) if (!open.has(key)) tried.delete(key);
    const due = actions.filter(({ key, dueMs }) => dueMs <= nowMs && !tried.has(key));
    due.sort((a, b) => a.dueMs - b.dueMs);
    const some = due.slice(0, Math.ceil(ACTIONS_PER_ROUND * shift.rate));
    for (let i = 0; i < some.length; i += MAX_CONCURRENT) await Promise.all(some.slice(i, i + MAX_CONCURRENT).map(run));
  }

  const scheduleNext = (): void => {
    scheduler.at(Date.now() + ROUND_MS, () => {
      runRound()
        .catch((error: unknown) => log.error("duty", error))
        .finally(scheduleNext);
    });
  };
  scheduleNext();
  return tally;
}
