// The clocks of a case (计时) against an independent slow program, which asks what the case was in each stretch between two
// moves, and knows nothing of how clocks are run.
import { PLAIN_TIME } from "@minqing/core/case/calendar";
import { type CaseClock, nextNotice, noticeDue, unitMs } from "@minqing/core/case/clock";
import type { CaseAct } from "@minqing/core/case/decide";
import { limitFor, StageLimits } from "@minqing/core/case/limits";
import { clocksAfter, deadlineOf, foldClocks, limitsFor, runClocks } from "@minqing/core/case/run-clocks";
import { isEnded, stageOf } from "@minqing/core/case/stages";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lives, logOf, START, type Step } from "./case-life.ts";

const LIMITS = StageLimits.parse({
  edition: "t",
  secondsByStatus: {
    reported: [60, 300, 900, 1800],
    registered: [60, 300, 900, 1800],
    dispatched: [300, 900, 1800, 3600],
    handling: [7200, 14400, 86400, 259200],
    handled: [900, 1800, 7200, 14400],
  },
});
const basis = { priority: 2 as const, category: { edition: "e", limitS: null as number | null } };

const run = (acts: readonly CaseAct[], of = basis) => runClocks([], acts, limitsFor(LIMITS, of));

const ms = (at: string | null): number | null => (at === null ? null : Date.parse(at));

/** The slow program: the handling clock by what the log says of each stretch between two moves. */
function slowHandling(acts: readonly CaseAct[]) {
  const moves = acts.filter(({ from, to }) => from !== to);
  const first = moves.findIndex(({ act }) => act === "dispatch");
  if (first === -1) return null;
  const after = moves.slice(first);
  const stretches = after.map((move, i) => ({
    from: move.at.getTime(),
    to: after[i + 1]?.at.getTime() ?? null,
    byUnit: move.to === "dispatched" || move.to === "handling",
    status: move.to,
  }));
  const lastByUnit = after.findLastIndex(({ act }) => act === "submit");
  const reworkAfter = after.slice(lastByUnit + 1).some(({ act }) => act === "rework");
  const completed = lastByUnit !== -1 && !reworkAfter ? after[lastByUnit] : undefined;
  const end = completed ?? after.find(({ to }) => isEnded(to));
  const now = acts.at(-1)?.at.getTime() ?? 0;
  return {
    startedAt: after[0]?.at.getTime(),
    dueAt: (after[0]?.at.getTime() ?? 0) + 14_400_000,
    stoppedAt: end?.at.getTime() ?? null,
    unitMs: stretches
      .filter(({ byUnit, from }) => byUnit && (end === undefined || from < end.at.getTime()))
      .reduce((sum, { from, to }) => sum + (to ?? now) - from, 0),
  };
}

describe("the handling clock", () => {
  test("agrees with the slow program over generated lives", () => {
    let dispatched = 0;
    let reworked = 0;
    fc.assert(
      fc.property(lives, (acts) => {
        const slow = slowHandling(acts);
        const handling = run(acts).clocks.filter(({ clock }) => clock === "handling");
        expect(handling).toHaveLength(slow === null ? 0 : 1);
        const [clock] = handling;
        if (slow === null || clock === undefined) return;
        dispatched++;
        if (clock.struck.length > 0) reworked++;
        const now = acts.at(-1)?.at ?? new Date(0);
        expect({
          startedAt: ms(clock.startedAt),
          dueAt: ms(clock.dueAt),
          stoppedAt: ms(clock.stoppedAt),
          unitMs: unitMs(clock, now),
        }).toEqual(slow);
      }),
      { numRuns: 1_000 },
    );
    expect(dispatched).toBeGreaterThan(500);
    expect(reworked).toBeGreaterThan(100);
  });

  test("never moves its deadline by taking up, return, rework or another dispatch", () => {
    fc.assert(
      fc.property(lives, (acts) => {
        let clocks: CaseClock[] = [];
        let due: string | null = null;
        for (const act of acts) {
          clocks = clocksAfter(clocks, act, limitsFor(LIMITS, basis)).clocks;
          const handling = clocks.find(({ clock }) => clock === "handling");
          if (handling === undefined) continue;
          due ??= handling.dueAt;
          expect(handling.dueAt).toBe(due);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("says by which act it was stopped, and by which the stop was struck; the time between is the centre's", () => {
    const acts = logOf(lineTo(["accept", "register", "dispatch", "take", "submit", "rework", "take", "submit"], 60));
    const [clock] = run(acts).clocks.filter(({ clock }) => clock === "handling");
    expect(clock).toMatchObject({ startedBy: 4, stoppedBy: 9, struck: [{ stoppedBy: 6, by: 7 }] });
    expect(clock?.intervals.map(({ holder, by, state }) => [holder, by, state])).toEqual([
      ["unit", 4, "running"],
      ["centre", 6, "running"],
      ["unit", 7, "running"],
    ]);
    expect(clock === undefined ? 0 : unitMs(clock, new Date())).toBe(4 * 60_000);
  });

  test("takes the category's own limit before the city's, and none where there is neither", () => {
    const acts = logOf(lineTo(["accept", "register", "dispatch"], 60));
    const dueOf = (limitS: number | null, limits: StageLimits | null) =>
      limitFor(limits, { priority: 3, category: { edition: "e", limitS } }, "handling", "dispatched");
    expect(dueOf(7_200, LIMITS)).toMatchObject({ value: 7_200, edition: "e", approachingShare: 0.8 });
    expect(dueOf(null, LIMITS)).toMatchObject({ value: 86_400, edition: "t" });
    expect(dueOf(null, null)).toBeNull();
    expect(dueOf(7_200, null)).toMatchObject({ value: 7_200, approachingShare: null });
    const none = clocksAfter([], acts.at(-1) as CaseAct, () => null).clocks;
    expect(none.every(({ dueAt, approachingAt }) => dueAt === null && approachingAt === null)).toBe(true);
  });
});

/** Steps that choose these acts by name, each after `waitS` seconds. */
function lineTo(names: readonly string[], waitS: number): Step[] {
  const chosen: Step[] = [];
  for (const name of names) {
    const choice = Array.from({ length: 100 }, (_, i) => i).find(
      (i) => logOf([...chosen, { waitS, choice: i, pick: 0 }]).at(-1)?.act === name,
    );
    if (choice === undefined) throw new Error(`expected ${name} to be possible after ${chosen.length} steps`);
    chosen.push({ waitS, choice, pick: 0 });
  }
  return chosen;
}

describe("the clocks of a case", () => {
  test("are the same when the log is folded again with the limits that it kept", () => {
    fc.assert(
      fc.property(lives, (acts) => {
        const ran = run(acts);
        expect(foldClocks(ran.acts)).toEqual(ran.clocks);
      }),
      { numRuns: 300 },
    );
  });

  test("run one of a kind at a time, fill their time without gap or overlap, and stop with the case", () => {
    fc.assert(
      fc.property(lives, (acts) => {
        const { clocks } = run(acts);
        const open = clocks.filter(({ stoppedAt }) => stoppedAt === null).map(({ clock }) => clock);
        expect(new Set(open).size).toBe(open.length);
        const status = acts.at(-1)?.to ?? "reported";
        if (isEnded(status)) expect(open).toEqual([]);
        else expect(open.includes("desk")).toBe(stageOf(status).step === "desk");
        for (const { intervals, startedAt, stoppedAt } of clocks) {
          expect(intervals[0]?.from).toBe(startedAt);
          expect(intervals.at(-1)?.to).toBe(stoppedAt);
          intervals.slice(1).forEach(({ from }, i) => {
            expect(from).toBe(intervals[i]?.to);
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  test("give the row handling's deadline while the unit holds the case, else the step's", () => {
    const acts = logOf(lineTo(["accept", "register", "dispatch", "take"], 60));
    const deadlines = acts.map((_, i) => {
      const upTo = acts.slice(0, i + 1);
      const { deadlineAt } = deadlineOf(run(upTo).clocks, upTo.at(-1)?.to ?? "reported");
      return deadlineAt === null ? null : (Date.parse(deadlineAt) - START) / 1_000;
    });
    // reported: 300 s; accepted has no limit here; registered at 120 s: 300 s; dispatched at 180 s: 4 h, and it stays.
    expect(deadlines).toEqual([300, null, 420, 14_580, 14_580]);
  });

  test("hold while they are paused, and begin the rest of their limit afterwards", () => {
    const acts = logOf(lineTo(["accept", "register", "dispatch", "take"], 60));
    const before = run(acts).clocks;
    const last = acts.at(-1) as CaseAct;
    // No act of today pauses; hold and question (挂账, 待反馈) will. The rest of a pause is tested by what stands in the clock.
    const handling = before.find(({ clock }) => clock === "handling") as CaseClock;
    const held: CaseClock = {
      ...handling,
      intervals: [
        { ...(handling.intervals[0] as CaseClock["intervals"][number]), to: new Date(START + 600_000).toISOString() },
        { from: new Date(START + 600_000).toISOString(), to: null, state: "held", holder: "unit", by: 9, reason: "雨" },
      ],
    };
    expect(nextNotice(held)).toBeNull();
    expect(unitMs(held, new Date(START + 9e9))).toBe(420_000);
    const rework: CaseAct = {
      ...last,
      act: "rework",
      from: "handling",
      to: "handling",
      seq: 10,
      at: new Date(START + 900_000),
    };
    const [resumed] = clocksAfter([held], rework, () => null).clocks;
    expect(ms(resumed?.dueAt ?? null)).toBe((ms(handling.dueAt) ?? 0) + 300_000);
    expect(ms(resumed?.approachingAt ?? null)).toBe((ms(handling.approachingAt) ?? 0) + 300_000);
    expect(resumed?.intervals.at(-1)).toMatchObject({ state: "running", by: 10 });
  });
});

describe("the clock of a supervision", () => {
  test("has the date that its act gives and no limit; another takes its place, and neither moves handling's", () => {
    const acts = logOf(lineTo(["accept", "register", "dispatch", "supervise", "supervise"], 60));
    const { clocks, acts: kept } = run(acts);
    const [first, second, ...more] = clocks.filter(({ clock }) => clock === "supervision");
    expect(more).toEqual([]);
    expect(first).toMatchObject({ limit: null, dueAt: acts[4]?.detail.dueAt, stoppedBy: 6 });
    expect(second).toMatchObject({ limit: null, dueAt: acts[5]?.detail.dueAt, stoppedAt: null });
    expect(kept[4]?.limits).toEqual({});
    expect(clocks.find(({ clock }) => clock === "handling")?.dueAt).toBe(
      new Date(START + 180_000 + 14_400_000).toISOString(),
    );
  });
});

describe("the notice of a clock", () => {
  const acts = logOf(lineTo(["accept", "register", "dispatch", "take"], 60));
  const clock = run(acts).clocks.find(({ clock: name }) => name === "handling") as CaseClock;
  const due = ms(clock.dueAt) ?? 0;
  const near = ms(clock.approachingAt) ?? 0;

  test("comes first as approaching at its share, then as overdue, each once", () => {
    expect(near - START - 180_000).toBe(0.8 * 14_400_000);
    expect(noticeDue(clock, new Date(near - 1))).toBeNull();
    expect(noticeDue(clock, new Date(near))).toBe("approaching");
    expect(noticeDue({ ...clock, approachedBy: 6 }, new Date(due - 1))).toBeNull();
    expect(noticeDue({ ...clock, approachedBy: 6 }, new Date(due))).toBe("overdue");
    expect(noticeDue({ ...clock, overdueBy: 7 }, new Date(due + 9e9))).toBeNull();
  });

  test("is overdue alone for a clock that nobody looked at before its deadline", () => {
    expect(noticeDue(clock, new Date(due))).toBe("overdue");
  });

  test("does not come for a stopped clock or one without a limit", () => {
    expect(nextNotice({ ...clock, stoppedAt: clock.startedAt })).toBeNull();
    expect(nextNotice({ ...clock, dueAt: null })).toBeNull();
  });

  test("marks the clock by the act, so that it is not given again", () => {
    const overdue: CaseAct = {
      ...(acts.at(-1) as CaseAct),
      seq: 6,
      act: "overdue",
      from: "handling",
      to: "handling",
      at: new Date(due),
      detail: { clock: "handling", dueAt: clock.dueAt },
    };
    const after = clocksAfter([clock], overdue, () => null).clocks[0] as CaseClock;
    expect(after.overdueBy).toBe(6);
    expect(after.dueAt).toBe(clock.dueAt);
  });
});

describe("plain time", () => {
  test("counts every hour of every day", () => {
    const from = new Date("2026-10-01T22:00:00Z");
    expect(PLAIN_TIME.end(from, { value: 4, unit: "uh" }).toISOString()).toBe("2026-10-02T02:00:00.000Z");
    expect(PLAIN_TIME.end(from, { value: 2, unit: "ud" }).toISOString()).toBe("2026-10-03T22:00:00.000Z");
    expect(PLAIN_TIME.used(from, new Date("2026-10-02T04:00:00Z"), "uh")).toBe(6);
  });
});
