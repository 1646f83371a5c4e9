// Writes acts on locked cases: the log, the clocks, the rows, and what the audit trail and the screens are told. One case or
// two hundred, the number of statements is the same.
import type { Actor } from "@minqing/core/access/account";
import type { AuditAct } from "@minqing/core/audit/event";
import { actEntry } from "@minqing/core/case/acts";
import type { CaseView } from "@minqing/core/case/case";
import type { CaseClock } from "@minqing/core/case/clock";
import { applyAct, type CaseAct, type CaseState } from "@minqing/core/case/decide";
import type { LimitBasis, StageLimits } from "@minqing/core/case/limits";
import { deadlineOf, limitsFor, runClocks } from "@minqing/core/case/run-clocks";
import type { NewChange } from "@minqing/core/change/entry";
import { insertActs, updateCases, writeClocks } from "@minqing/geodata/case/act-queries";
import { type LockedCase, stageLimits } from "@minqing/geodata/case/queries";
import { caseViews } from "@minqing/geodata/case/view-queries";
import type { Executor } from "@minqing/geodata/database";
import { type ActTrace, joinTraces, NO_TRACE, type Performed } from "../act/run-act.ts";
import { caseStanding } from "./case-standing.ts";
import { sourceChanges } from "./source-changes.ts";

/** A case with the acts that are done on it, in their order, and its clocks before them. */
export interface ActedCase {
  before: CaseState;
  basis: LimitBasis;
  clocks: readonly CaseClock[];
  acts: readonly CaseAct[];
}

/** Writes log, clocks and row of each case. Returns what its acts have made of it. */
export async function writeActs(
  tx: Executor,
  cases: readonly ActedCase[],
  limits: StageLimits | null,
): Promise<CaseState[]> {
  const results = cases.map((each) => ({
    ...runClocks(each.clocks, each.acts, limitsFor(limits, each.basis)),
    state: stateAfter(each),
    before: each.clocks,
  }));
  await insertActs(
    tx,
    results.flatMap(({ acts }) => acts),
  );
  await writeClocks(
    tx,
    results.flatMap(({ state, clocks, before }) =>
      clocks.filter((clock) => !before.includes(clock)).map((clock) => ({ caseId: state.id, clock })),
    ),
  );
  await updateCases(
    tx,
    results.map(({ state, clocks }) => ({ ...state, ...deadlineOf(clocks, state.status) })),
  );
  return results.map(({ state }) => state);
}

/** The opening act made the state that it begins with. */
const stateAfter = ({ before, acts }: ActedCase): CaseState =>
  acts.filter(({ seq }) => seq > before.seq).reduce(applyAct, before);

export const limitBasis = ({ priority, categoryEdition, categoryLimitS }: LockedCase): LimitBasis => ({
  priority,
  category: { edition: categoryEdition, limitS: categoryLimitS },
});

/** What the audit trail keeps of an act: where it moved the case, with which unit it is, and the grade that it set. */
function auditOf({ caseId, act, from, to, detail, version }: CaseAct, current: LockedCase, state: CaseState): AuditAct {
  const object = { kind: "case", id: caseId };
  const { sets } = actEntry(act);
  if (sets === "secrecy")
    return { action: `case.${act}`, object, detail: { before: current.secrecy, after: state.secrecy, version } };
  const of = typeof detail.clock === "string" ? { clock: detail.clock } : {};
  return { action: `case.${act}`, object, detail: { from, to, departmentId: state.departmentId, version, ...of } };
}

/** A locked case with its clocks and the acts that were decided on it, in their order. */
export interface DecidedCase {
  current: LockedCase;
  clocks: readonly CaseClock[];
  acts: readonly CaseAct[];
  /** Its reporters after the acts, where reports came or left. */
  reporters?: readonly string[];
}

/** Returns also the views of the cases, in their order. */
export async function actOnCases(
  tx: Executor,
  actor: Actor,
  cases: readonly DecidedCase[],
  at: Date,
): Promise<Performed<CaseView[]>> {
  if (cases.length === 0) return { trace: NO_TRACE, value: [] };
  const limits = await stageLimits(tx, at);
  const states = await writeActs(
    tx,
    cases.map(({ current, clocks, acts }) => ({ before: current, basis: limitBasis(current), clocks, acts })),
    limits,
  );
  const ids = states.map(({ id }) => id);
  const byId = new Map((await caseViews(tx, ids)).map((view) => [view.id, view]));
  const views = ids.flatMap((id) => byId.get(id) ?? []);
  const traces: ActTrace[] = [];
  for (const [index, { current, acts, reporters = current.reporters }] of cases.entries()) {
    const state = states[index] ?? current;
    const value = views[index];
    const isSeenByOthers =
      state.departmentId !== current.departmentId ||
      state.secrecy !== current.secrecy ||
      reporters.join() !== current.reporters.join();
    traces.push({
      audit: acts.map((act) => ({ by: actor, act: auditOf(act, current, state) })),
      changes: [
        changeOf(current, state, { value, reporters }),
        ...(isSeenByOthers ? await sourceChanges(tx, current.id) : []),
      ],
    });
  }
  return { trace: joinTraces(traces), value: views };
}

function changeOf(
  current: LockedCase,
  state: CaseState,
  { value, reporters }: { value: CaseView | undefined; reporters: readonly string[] },
): NewChange {
  const scopeBefore = caseStanding(current);
  const scopeAfter = { ...scopeBefore, lead: state.departmentId, secrecy: state.secrecy, reporters: [...reporters] };
  return { kind: "case", id: current.id, scopeBefore, scopeAfter, value };
}
