// Creates, changes and deletes one unit in one transaction: lock, validate, write, record history and audit rows.

import type { Actor } from "@minqing/core/access/account";
import { EXPECTED } from "@minqing/core/import/validation-issue";
import type { UnitIssue } from "@minqing/core/organisation/unit-issue";
import type { Executor } from "@minqing/geodata/database";
import { lockUnits } from "@minqing/geodata/organisation/unit-rows";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { type RecordedChange, recordChanges } from "./record-changes.ts";
import type { Unit } from "./unit.ts";

type Context = Pick<ServerContext, "db" | "now">;

export interface SavedUnit {
  id: string;
  version: number;
}

export interface UnitRequest<Draft> {
  actor: Actor;
  id: string;
  draft: Draft;
  /** The version that the request is based on; null for a new unit. */
  version: number | null;
}

export function throwIfInvalid(issues: readonly UnitIssue[]): void {
  if (issues.length === 0) return;
  const errors = issues.map(({ field, reason, got }) => ({ path: field, expected: EXPECTED[reason], got }));
  throw new ProblemError("bad-request", undefined, errors);
}

export const saveUnit = <Draft extends object, State extends object>(
  { db, now }: Context,
  unit: Unit<Draft, State>,
  { actor, id, draft, version }: UnitRequest<Draft>,
): Promise<SavedUnit> =>
  db.transaction(async (tx) => {
    await lockUnits(tx, unit.table);
    const before = await lockedState(tx, unit, id, version);
    const at = now();
    const requested = { id, draft, before };
    const issuesOf = await unit.makeValidator(tx, [requested], at);
    throwIfInvalid(issuesOf(requested));
    await unit.write(tx, [{ ...draft, id }]);
    const after = (await unit.states(tx, [id])).get(id);
    if (after === undefined) throw new Error(`expected the ${unit.kind} ${id} that was just written, got none`);
    await record(tx, unit, { actor, at }, { id, before, after });
    return { id, version: after.version };
  });

interface UnitDeletion<State> {
  actor: Actor;
  id: string;
  version: number;
  /** Reasons why the unit may not be deleted. */
  issues(state: State, at: Date): UnitIssue[];
  remove(tx: Executor, id: string): Promise<unknown>;
}

export const deleteUnit = <Draft extends object, State extends object>(
  { db, now }: Context,
  unit: Unit<Draft, State>,
  { actor, id, version, issues, remove }: UnitDeletion<State>,
): Promise<void> =>
  db.transaction(async (tx) => {
    await lockUnits(tx, unit.table);
    const before = await lockedState(tx, unit, id, version);
    if (before === null) throw new Error(`expected the ${unit.kind} ${id}, got none`);
    const at = now();
    throwIfInvalid(issues(before, at));
    await remove(tx, id);
    await record(tx, unit, { actor, at }, { id, before, after: null });
  });

async function lockedState<State extends object>(
  tx: Executor,
  unit: Unit<never, State>,
  id: string,
  version: number | null,
) {
  const state = (await unit.states(tx, [id])).get(id) ?? null;
  if (version === null) {
    if (state !== null) throw new ProblemError("version-conflict", `there is a ${unit.kind} "${id}" already`);
    return null;
  }
  if (state === null) throw new ProblemError("not-found", `there is no ${unit.kind} "${id}"`);
  if (state.version !== version) {
    throw new ProblemError("version-conflict", `expected version ${state.version}, got ${version}`);
  }
  return state;
}

const record = <State extends object>(
  tx: Executor,
  { kind, redact }: Unit<never, State>,
  by: { actor: Actor; at: Date },
  change: RecordedChange<State>,
): Promise<void> => recordChanges(tx, { ...by, kind, redact, changes: [change] });
