// Folding the log of a case gives its row.
import { actEntry } from "@minqing/core/case/acts";
import { applyAct, type CaseAct, foldActs, openedBy } from "@minqing/core/case/decide";
import { isEnded } from "@minqing/core/case/stages";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lives, logOf, START } from "./case-life.ts";

/** Counts and looks up, instead of folding step by step. */
function rowBySearch(acts: readonly CaseAct[]) {
  const moves = acts.filter(({ from, to }) => from !== to);
  const last = acts.at(-1);
  const lastMove = moves.at(-1);
  const named = (test: (act: CaseAct) => boolean): CaseAct | undefined => acts.findLast(test);
  const unit = named(({ act }) => actEntry(act).sets === "unit" || actEntry(act).sets === "no-unit");
  const graded = named(({ act }) => act === "classify");
  const closed = named(({ act }) => act === "close");
  return {
    seq: acts.length,
    version:
      1 + acts.filter(({ seq, act, from, to }) => seq > 1 && (from !== to || actEntry(act).sets !== undefined)).length,
    status: last?.to,
    statusSince: lastMove?.at,
    departmentId: unit === undefined || actEntry(unit.act).sets === "no-unit" ? null : unit.detail.departmentId,
    secrecy: graded?.detail.secrecy ?? 0,
    returnCount: acts.filter(({ act }) => act === "return").length,
    reworkCount: acts.filter(({ act }) => act === "rework").length,
    closedAt: closed?.at ?? null,
    endedAt: last !== undefined && isEnded(last.to) ? lastMove?.at : null,
  };
}

describe("the row of a case", () => {
  test("is what another reading of the log finds", () => {
    fc.assert(
      fc.property(lives, (acts) => {
        expect(foldActs(acts)).toMatchObject(rowBySearch(acts));
      }),
      { numRuns: 500 },
    );
  });

  test("counts each act that neither moves nor sets anything, with its last instant", () => {
    fc.assert(
      fc.property(lives, (acts) => {
        const marks = acts.filter(({ act, from, to }) => from === to && actEntry(act).sets === undefined);
        const expected = Map.groupBy(marks, ({ act }) => act);
        expect(foldActs(acts).marks).toEqual(
          Object.fromEntries(
            [...expected].map(([name, all]) => [name, { count: all.length, at: all.at(-1)?.at.toISOString() }]),
          ),
        );
      }),
    );
  });

  test("does not change its version by an act of the system, so that nobody's next command is spoiled", () => {
    fc.assert(
      fc.property(lives, (acts) => {
        for (const [index, act] of acts.entries()) {
          const before = acts[index - 1];
          if (before === undefined || !["approaching", "overdue", "untaken"].includes(act.act)) continue;
          expect(act.version).toBe(before.version);
        }
      }),
    );
  });

  test("keeps when it was closed, whatever is done afterwards", () => {
    const [first] = logOf([]);
    if (first === undefined) throw new Error("expected an opening act");
    const closed = applyAct(openedBy(first), { ...first, seq: 2, from: "handled", to: "closed", act: "close" });
    const graded = applyAct(closed, {
      ...first,
      seq: 3,
      at: new Date(START + 9),
      from: "closed",
      to: "closed",
      act: "classify",
      detail: { secrecy: 2, reason: "x" },
    });
    expect(graded).toMatchObject({ secrecy: 2, closedAt: first.at, endedAt: first.at, statusSince: first.at });
  });

  test("needs a log that begins with the report", () => {
    expect(() => foldActs([])).toThrow("expected a log with at least the opening act");
    const [, second] = logOf([{ waitS: 1, choice: 0, pick: 0 }]);
    expect(() => foldActs(second === undefined ? [] : [second])).toThrow("begins with report");
  });
});
