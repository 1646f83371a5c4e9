// People on duty (值班): look at the board every two seconds and do what is due, a few things at a time.
import type { Staff } from "../access/staff.ts";
import type { Agenda } from "../agenda.ts";
import { alarmErrand } from "../alarm/alarm-errands.ts";
import { reviewErrand } from "../camera/review-errands.ts";
import type { BoardWatch } from "../change/board-watch.ts";
import { ProblemAnswer } from "../http/city-client.ts";
import type { Log } from "../log.ts";
import { caseErrand } from "./case-errands.ts";
import type { DeskOptions } from "./desk.ts";
import type { Errand, Shift } from "./errand.ts";

export interface DutyOptions {
  staff: Staff;
  watch: BoardWatch;
  desk: DeskOptions;
  agenda: Agenda;
  log: Log;
  shift: Shift;
}

export interface DutyTally {
  done: number;
  /** Somebody else was faster. */
  outrun: number;
  failed: number;
}

const TURN_MS = 2_000;
/** At rate 1; what is left waits for the next turn. */
const ERRANDS_PER_TURN = 6;
const AT_ONCE = 4;
/** Refusals that say a human, or the system, was faster. */
const OUTRUN = new Set(["version-conflict", "command-not-possible", "not-found"]);

function errandsOf({ watch, desk, shift }: DutyOptions): Errand[] {
  const board = watch.board;
  if (board === null) return [];
  const errands = [
    ...[...board.case.values()].map((row) => caseErrand(row, desk, shift)),
    ...[...board.alarm.values()].map((row) => alarmErrand(row, shift)),
    ...[...board.detection.values()].map((row) => reviewErrand(row, shift)),
  ];
  return errands.filter((errand) => errand !== null);
}

export function startDuty(options: DutyOptions): DutyTally {
  const { staff, watch, agenda, log, shift } = options;
  const tally: DutyTally = { done: 0, outrun: 0, failed: 0 };
  const tried = new Set<string>();

  async function run(errand: Errand): Promise<void> {
    tried.add(errand.key);
    try {
      await errand.run(staff[errand.seat]);
      tally.done += 1;
    } catch (error) {
      if (error instanceof ProblemAnswer && OUTRUN.has(error.code)) {
        tally.outrun += 1;
        return;
      }
      tally.failed += 1;
      log.trouble("duty", error);
    }
  }

  async function turn(): Promise<void> {
    await watch.refresh();
    const nowMs = Date.now();
    const errands = errandsOf(options);
    const open = new Set(errands.map(({ key }) => key));
    for (const key of tried) if (!open.has(key)) tried.delete(key);
    const due = errands.filter(({ key, dueMs }) => dueMs <= nowMs && !tried.has(key));
    due.sort((a, b) => a.dueMs - b.dueMs);
    const some = due.slice(0, Math.ceil(ERRANDS_PER_TURN * shift.rate));
    for (let i = 0; i < some.length; i += AT_ONCE) await Promise.all(some.slice(i, i + AT_ONCE).map(run));
  }

  const goOn = (): void => {
    agenda.at(Date.now() + TURN_MS, () => {
      turn()
        .catch((error: unknown) => log.trouble("duty", error))
        .finally(goOn);
    });
  };
  goOn();
  return tally;
}
