// A clock of a case (计时): its limit, its deadline and its intervals. Screens, figures and the sweep of deadlines read clocks,
// never their own arithmetic.
import { z } from "zod";
import { Limit } from "./calendar.ts";
import { CaseStatus } from "./status.ts";

/** handling 处置; desk: a step at the command centre; take-up 接单; supervision 督办, whose date a person sets. */
export const CLOCK_NAMES = ["handling", "desk", "take-up", "supervision"] as const;
export const ClockName = z.enum(CLOCK_NAMES);
export type ClockName = z.infer<typeof ClockName>;

/** A limit as it was when its clock started, kept in the log with the act that started it. */
export const AppliedLimit = Limit.extend({
  /** Edition of the city's limits, or of the catalogue for a category's own limit. */
  edition: z.string(),
  /** Share of the limit after which the deadline is close (临期); null where the city has set none. */
  approachingShare: z.number().nullable(),
});
export type AppliedLimit = z.infer<typeof AppliedLimit>;

export const AppliedLimits = z.partialRecord(ClockName, AppliedLimit);
export type AppliedLimits = z.infer<typeof AppliedLimits>;

const seq = z.number().int().min(1).describe("number of the act in the log of the case");

export const ClockInterval = z.object({
  from: z.iso.datetime(),
  /** Null while it lasts. */
  to: z.iso.datetime().nullable(),
  /** A held clock does not count: its deadline moves by the time that it is held. */
  state: z.enum(["running", "held"]),
  /** Who had to act in this time: 指挥中心 or 处置部门. Only the unit's own time is charged to the unit. */
  holder: z.enum(["centre", "unit"]),
  /** The act that began it, and its reason. */
  by: seq,
  reason: z.string().nullable(),
});
export type ClockInterval = z.infer<typeof ClockInterval>;

export const CaseClock = z
  .object({
    clock: ClockName,
    /** The status that began with it. */
    step: CaseStatus,
    startedBy: seq,
    startedAt: z.iso.datetime(),
    limit: AppliedLimit.nullable(),
    dueAt: z.iso.datetime().nullable(),
    /** When the deadline is close. */
    approachingAt: z.iso.datetime().nullable(),
    stoppedBy: seq.nullable(),
    stoppedAt: z.iso.datetime().nullable(),
    intervals: z.array(ClockInterval),
    /** Stops that a later act has struck (返工). */
    struck: z.array(z.object({ stoppedBy: seq, stoppedAt: z.iso.datetime(), by: seq })),
    /** The system's act that marked it; 0 for what was overdue before there were such acts. */
    approachedBy: z.number().int().min(0).nullable(),
    overdueBy: z.number().int().min(0).nullable(),
  })
  .meta({ id: "CaseClock" });
export type CaseClock = z.infer<typeof CaseClock>;

export const isStopped = ({ stoppedAt }: CaseClock): boolean => stoppedAt !== null;

const isHeld = ({ intervals }: CaseClock): boolean => intervals.at(-1)?.state === "held";

export type DueNotice = "approaching" | "overdue";

/** Only handling is announced before its deadline: the steps at the desk and taking up are too short for it. */
const isAnnounced = ({ clock }: CaseClock): boolean => clock === "handling";

/** What the sweep must mark now, and from when; null when nothing is to come. */
export function nextNotice(clock: CaseClock): { notice: DueNotice; at: string } | null {
  const { dueAt, approachingAt, approachedBy, overdueBy } = clock;
  if (dueAt === null || overdueBy !== null || isStopped(clock) || isHeld(clock)) return null;
  return approachingAt !== null && approachedBy === null && isAnnounced(clock)
    ? { notice: "approaching", at: approachingAt }
    : { notice: "overdue", at: dueAt };
}

/** The notice that is due: a clock past its deadline is overdue, whether or not its approach was marked. */
export function noticeDue(clock: CaseClock, now: Date): DueNotice | null {
  const next = nextNotice(clock);
  if (next === null || Date.parse(next.at) > now.getTime()) return null;
  return clock.dueAt !== null && Date.parse(clock.dueAt) <= now.getTime() ? "overdue" : next.notice;
}

/** Time in ms for which the unit had to act while the clock ran, up to `now` for a running one. */
export const unitMs = ({ intervals }: CaseClock, now: Date): number =>
  intervals
    .filter(({ holder, state }) => holder === "unit" && state === "running")
    .reduce((sum, { from, to }) => sum + (to === null ? now.getTime() : Date.parse(to)) - Date.parse(from), 0);

/** The deadline that a case shows (时限): its clock's start, notice and due. */
export interface Deadline {
  clockSince: string | null;
  approachingAt: string | null;
  deadlineAt: string | null;
}
