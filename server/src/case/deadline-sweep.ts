// Deadlines that act (时限): the sweep marks clocks that are close to their deadline, past it, or not taken up, each by an act
// of the system, once. The clocks are the queue: due ones are read without a lock, then each case is locked in the usual
// order, skipping what somebody holds, and its clocks are looked at again.
import type { Actor } from "@minqing/core/access/account";
import type { CaseActName } from "@minqing/core/case/acts";
import { type CaseClock, noticeDue } from "@minqing/core/case/clock";
import { applyAct, type CaseAct, type CaseState, decide } from "@minqing/core/case/decide";
import { casesDue, clocksOfCases } from "@minqing/geodata/case/act-queries";
import { type LockedCase, lockFreeCases } from "@minqing/geodata/case/queries";
import { RepeatedWork } from "@minqing/geodata/process/repeated-work";
import { runSystemActs } from "../act/run-act.ts";
import type { ServerContext } from "../server-context.ts";
import { systemActor } from "./system-actor.ts";
import { actOnCases } from "./write-acts.ts";

const EVERY_MS = 1_000;
/** Cases in a transaction: short enough that other writers of the change log wait little. */
const BATCH_SIZE = 100;
/** Acts in a transaction: a case may have several clocks that are due. */
const MAX_ACTS = 200;

type Context = Pick<ServerContext, "db" | "now" | "city" | "metrics">;

/** The acts that are due on a locked case, one for each clock. */
export function dueActs(current: CaseState, clocks: readonly CaseClock[], actor: Actor, at: Date): CaseAct[] {
  const acts: CaseAct[] = [];
  let state = current;
  for (const clock of clocks) {
    const notice = noticeDue(clock, at);
    if (notice === null) continue;
    const act: CaseActName = notice === "overdue" && clock.clock === "take-up" ? "untaken" : notice;
    const input = { clock: clock.clock, dueAt: clock.dueAt };
    const decision = decide(state, { act, input }, actor, at);
    if (!decision.ok) throw new Error(`expected ${act} to be possible on ${state.status}, got ${decision.refusal}`);
    acts.push(decision.act);
    state = applyAct(state, decision.act);
  }
  return acts;
}

interface Due {
  current: LockedCase;
  clocks: readonly CaseClock[];
  acts: CaseAct[];
}

/** As many whole cases as fit into one transaction. */
function withinLimit(all: readonly Due[]): Due[] {
  let count = 0;
  return all.filter(({ acts }) => {
    if (acts.length === 0 || count + acts.length > MAX_ACTS) return false;
    count += acts.length;
    return true;
  });
}

/** Marks one batch. Returns how many acts were done; 0 also where others hold all cases that are due. */
export async function sweepDeadlines(context: Context): Promise<number> {
  const { db, now, city, metrics } = context;
  const at = now();
  const ids = await casesDue(db, at, BATCH_SIZE);
  if (ids.length === 0) return 0;
  const actor = systemActor(city.code);
  return runSystemActs(context, at, async (tx) => {
    const locked = await lockFreeCases(tx, ids);
    const clocks = await clocksOfCases(
      tx,
      locked.map(({ id }) => id),
    );
    const due = withinLimit(
      locked.map((current) => {
        const own = clocks.get(current.id) ?? [];
        return { current, clocks: own, acts: dueActs(current, own, actor, at) };
      }),
    );
    const acts = due.flatMap((each) => each.acts);
    for (const { act } of acts) metrics.caseNotices.inc({ notice: act });
    const { trace } = await actOnCases(tx, actor, due, at);
    return { count: acts.length, trace };
  });
}

export async function sweepDeadlinesUntilDone(context: Context): Promise<void> {
  while ((await sweepDeadlines(context)) > 0);
}

export function startDeadlineSweep(context: Context & Pick<ServerContext, "log">): { close(): Promise<void> } {
  return new RepeatedWork({
    everyMs: EVERY_MS,
    work: () => sweepDeadlinesUntilDone(context),
    onFault: (fault) => context.log.error({ err: fault }, "marking deadlines failed; trying again"),
  });
}
