// Makes, changes and strikes one unit: held, judged, written, kept in history and trail, all in one transaction.
import type { Actor } from "@minqing/core/access/account";
import { EXPECTED } from "@minqing/core/import/refusal";
import type { UnitFlaw } from "@minqing/core/organisation/flaw";
import type { Executor } from "@minqing/geodata/database";
import { holdUnits } from "@minqing/geodata/organisation/unit-rows";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { type DoneChange, noteChanges } from "./note-changes.ts";
import type { Unit } from "./unit.ts";

type Context = Pick<ServerContext, "db" | "now">;

export interface Kept {
  id: string;
  version: number;
}

export interface Wish<Draft> {
  actor: Actor;
  id: string;
  draft: Draft;
  /** That the wish was made on; null for a new unit. */
  version: number | null;
}

export function refuseFlaws(flaws: readonly UnitFlaw[]): void {
  if (flaws.length === 0) return;
  const errors = flaws.map(({ field, reason, got }) => ({ path: field, expected: EXPECTED[reason], got }));
  throw new ProblemError("bad-request", undefined, errors);
}

export const keepUnit = <Draft extends object, State extends object>(
  { db, now }: Context,
  unit: Unit<Draft, State>,
  { actor, id, draft, version }: Wish<Draft>,
): Promise<Kept> =>
  db.transaction(async (tx) => {
    await holdUnits(tx, unit.table);
    const before = await heldState(tx, unit, id, version);
    const at = now();
    const wanted = { id, draft, before };
    const flawsOf = await unit.judge(tx, [wanted], at);
    refuseFlaws(flawsOf(wanted));
    await unit.write(tx, [{ ...draft, id }]);
    const after = (await unit.states(tx, [id])).get(id);
    if (after === undefined) throw new Error(`expected the ${unit.kind} ${id} that was just written, got none`);
    await note(tx, unit, { actor, at }, { id, before, after });
    return { id, version: after.version };
  });

interface Strike<State> {
  actor: Actor;
  id: string;
  version: number;
  /** Why it may not be struck. */
  flaws(state: State, at: Date): UnitFlaw[];
  remove(tx: Executor, id: string): Promise<unknown>;
}

export const strikeUnit = <Draft extends object, State extends object>(
  { db, now }: Context,
  unit: Unit<Draft, State>,
  { actor, id, version, flaws, remove }: Strike<State>,
): Promise<void> =>
  db.transaction(async (tx) => {
    await holdUnits(tx, unit.table);
    const before = await heldState(tx, unit, id, version);
    if (before === null) throw new Error(`expected the ${unit.kind} ${id}, got none`);
    const at = now();
    refuseFlaws(flaws(before, at));
    await remove(tx, id);
    await note(tx, unit, { actor, at }, { id, before, after: null });
  });

async function heldState<State extends object>(
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

const note = <State extends object>(
  tx: Executor,
  { kind, shown }: Unit<never, State>,
  by: { actor: Actor; at: Date },
  change: DoneChange<State>,
): Promise<void> => noteChanges(tx, { ...by, kind, shown, changes: [change] });
