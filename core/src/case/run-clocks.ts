// Runs the clocks of a case: from the clocks before an act to those after it. The engine stores the result; folding the log
// again gives the same.
import { actEntry, type ClockEffect } from "./acts.ts";
import { type Calendar, PLAIN_TIME } from "./calendar.ts";
import {
  type AppliedLimit,
  type AppliedLimits,
  type CaseClock,
  type ClockInterval,
  ClockName,
  type Deadline,
  isStopped,
} from "./clock.ts";
import type { CaseAct } from "./decide.ts";
import { type LimitBasis, limitFor, type StageLimits } from "./limits.ts";
import { stageOf } from "./stages.ts";
import type { CaseStatus } from "./status.ts";

/** The limit of a clock that an act starts; null where there is none. */
export type LimitOf = (clock: ClockName, act: CaseAct) => AppliedLimit | null;

/** The city's limits for a case. */
export const limitsFor =
  (limits: StageLimits | null, basis: LimitBasis): LimitOf =>
  (clock, { to }) =>
    limitFor(limits, basis, clock, to);

type Changing = { act: CaseAct; at: string; holder: ClockInterval["holder"]; limitOf: LimitOf; calendar: Calendar };

const reasonOf = ({ detail }: CaseAct): string | null => (typeof detail.reason === "string" ? detail.reason : null);

const intervalFrom = ({ act, at, holder }: Changing, state: ClockInterval["state"]): ClockInterval => ({
  from: at,
  to: null,
  state,
  holder,
  by: act.seq,
  reason: reasonOf(act),
});

const ended = (intervals: readonly ClockInterval[], at: string): ClockInterval[] =>
  intervals.map((interval) => (interval.to === null ? { ...interval, to: at } : interval));

const approachingAt = (from: string, due: string, share: number | null): string | null =>
  share === null || share === 1
    ? null
    : new Date(Math.round(Date.parse(from) + (Date.parse(due) - Date.parse(from)) * share)).toISOString();

function started(clock: ClockName, change: Changing): CaseClock {
  const { act, at, limitOf, calendar } = change;
  // The date of a supervision is a person's, not a limit's.
  const given = clock === "supervision" ? String(act.detail.dueAt) : null;
  const limit = given === null ? limitOf(clock, act) : null;
  const dueAt = limit === null ? given : calendar.end(act.at, limit).toISOString();
  return {
    clock,
    step: act.to,
    startedBy: act.seq,
    startedAt: at,
    limit,
    dueAt,
    approachingAt: limit === null || dueAt === null ? null : approachingAt(at, dueAt, limit.approachingShare),
    stoppedBy: null,
    stoppedAt: null,
    intervals: [intervalFrom(change, "running")],
    struck: [],
    approachedBy: null,
    overdueBy: null,
  };
}

const stopped = (clock: CaseClock, { act, at }: Changing): CaseClock => ({
  ...clock,
  stoppedBy: act.seq,
  stoppedAt: at,
  intervals: ended(clock.intervals, at),
});

const inState = (clock: CaseClock, change: Changing, state: ClockInterval["state"]): CaseClock => ({
  ...clock,
  intervals: [...ended(clock.intervals, change.at), intervalFrom(change, state)],
});

/** Strikes the stop: the deadline stays, and the time since the stop was the command centre's. */
function struck(clock: CaseClock, change: Changing): CaseClock {
  const { stoppedAt, stoppedBy } = clock;
  if (stoppedAt === null || stoppedBy === null) return clock;
  const between: ClockInterval = {
    from: stoppedAt,
    to: change.at,
    state: "running",
    holder: "centre",
    by: stoppedBy,
    reason: null,
  };
  return {
    ...clock,
    stoppedBy: null,
    stoppedAt: null,
    intervals: [...clock.intervals, between, intervalFrom(change, "running")],
    struck: [...clock.struck, { stoppedBy, stoppedAt, by: change.act.seq }],
  };
}

/** Ends a pause: the rest of the limit begins now. */
function continued(clock: CaseClock, change: Changing): CaseClock {
  const pause = clock.intervals.at(-1);
  if (pause === undefined || pause.state !== "held") return clock;
  const running = inState(clock, change, "running");
  if (clock.dueAt === null) return running;
  const unit = clock.limit?.unit ?? "s";
  const { calendar, act } = change;
  const rest = (instant: string): string => {
    const value = Math.max(calendar.used(new Date(pause.from), new Date(instant), unit), 0);
    return calendar.end(act.at, { value, unit }).toISOString();
  };
  return {
    ...running,
    dueAt: rest(clock.dueAt),
    approachingAt: clock.approachingAt === null ? null : rest(clock.approachingAt),
  };
}

function affected(clock: CaseClock, effect: ClockEffect, change: Changing): CaseClock {
  if (effect === "resume") return isStopped(clock) ? struck(clock, change) : continued(clock, change);
  if (isStopped(clock)) return clock;
  if (effect === "stop") return stopped(clock, change);
  return effect === "pause" ? inState(clock, change, "held") : clock;
}

/** The newest clock of a name; an effect meets it alone. */
const newest = (clocks: readonly CaseClock[], name: ClockName): CaseClock | undefined =>
  clocks.findLast(({ clock }) => clock === name);

const replaced = (clocks: readonly CaseClock[], before: CaseClock, after: CaseClock): CaseClock[] =>
  clocks.map((clock) => (clock === before ? after : clock));

function withEffect(clocks: CaseClock[], name: ClockName, effect: ClockEffect, change: Changing): CaseClock[] {
  const last = newest(clocks, name);
  if (effect === "start") {
    const runs = last !== undefined && !isStopped(last);
    // Another supervision takes the place of the one before; a handling clock goes on.
    if (runs && name === "supervision")
      return [...replaced(clocks, last, stopped(last, change)), started(name, change)];
    return runs ? clocks : [...clocks, started(name, change)];
  }
  return last === undefined ? clocks : replaced(clocks, last, affected(last, effect, change));
}

/** The steps of the stage that is left end, and those of the new one begin. */
function withStep(clocks: CaseClock[], change: Changing): CaseClock[] {
  const { act } = change;
  if (act.from === act.to) return clocks;
  const left = clocks.map((clock) => {
    const isStep = clock.clock === "desk" || clock.clock === "take-up";
    return isStep && !isStopped(clock) ? stopped(clock, change) : clock;
  });
  const { step } = stageOf(act.to);
  return step === null ? left : [...left, started(step, change)];
}

/** A running clock's interval is of who holds the case; a change of hands begins another. */
function withHolder(clock: CaseClock, change: Changing): CaseClock {
  const last = clock.intervals.at(-1);
  if (isStopped(clock) || last === undefined || last.holder === change.holder) return clock;
  return inState(clock, change, last.state);
}

function marked(clock: CaseClock, { act }: Changing): CaseClock {
  const { marks } = actEntry(act.act);
  return marks === undefined || clock.clock !== act.detail.clock || isStopped(clock)
    ? clock
    : { ...clock, [marks]: act.seq };
}

/** The clocks after an act, oldest first, and the limits of those that it started. */
export function clocksAfter(
  before: readonly CaseClock[],
  act: CaseAct,
  limitOf: LimitOf,
  calendar: Calendar = PLAIN_TIME,
): { clocks: CaseClock[]; limits: AppliedLimits } {
  const { heldBy } = stageOf(act.to);
  const change: Changing = { act, at: act.at.toISOString(), holder: heldBy ?? "centre", limitOf, calendar };
  let clocks = [...before];
  for (const name of ClockName.options) {
    const effect = actEntry(act.act).clocks?.[name];
    if (effect !== undefined) clocks = withEffect(clocks, name, effect, change);
  }
  clocks = withStep(clocks, change).map((clock) => marked(clock, change));
  clocks =
    heldBy === null
      ? clocks.map((clock) => (isStopped(clock) ? clock : stopped(clock, change)))
      : clocks.map((clock) => withHolder(clock, change));
  const limits: AppliedLimits = {};
  for (const { startedBy, clock, limit } of clocks) if (startedBy === act.seq && limit !== null) limits[clock] = limit;
  return { clocks, limits };
}

/** Runs the clocks over acts, oldest first: the clocks after them, and the acts, each with the limits that it applied. */
export function runClocks(
  before: readonly CaseClock[],
  acts: readonly CaseAct[],
  limitOf: LimitOf,
  calendar: Calendar = PLAIN_TIME,
): { acts: CaseAct[]; clocks: CaseClock[] } {
  let clocks = [...before];
  const run = acts.map((act) => {
    const after = clocksAfter(clocks, act, limitOf, calendar);
    clocks = after.clocks;
    return { ...act, limits: after.limits };
  });
  return { acts: run, clocks };
}

/** The clocks that a whole log makes, with the limits that its acts kept. */
export const foldClocks = (acts: readonly CaseAct[], calendar: Calendar = PLAIN_TIME): CaseClock[] =>
  runClocks([], acts, (clock, { limits }) => limits[clock] ?? null, calendar).clocks;

/** The deadline of the row: handling's while the unit holds the case, else that of the step at the desk. */
export function deadlineOf(clocks: readonly CaseClock[], status: CaseStatus): Deadline {
  const { clock } = stageOf(status);
  const shown = clock === null ? undefined : newest(clocks, clock);
  if (shown === undefined || isStopped(shown)) return { clockSince: null, approachingAt: null, deadlineAt: null };
  return { clockSince: shown.startedAt, approachingAt: shown.approachingAt, deadlineAt: shown.dueAt };
}
