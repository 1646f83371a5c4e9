// What an import of units does: which are made, which change, which stay, and what stands in the way.
import type { UnitIssue } from "../organisation/unit-issue.ts";
import type { RowReader } from "./columns.ts";
import type { ValidationIssue } from "./validation-issue.ts";

export interface UnitLine<Draft, Column extends string> {
  id: string;
  /** Of the columns that the file has: what else a unit has stays. */
  wanted: Partial<Draft>;
  at: RowReader<Column>;
}

/** Which column says which field. */
export type ColumnOf<Column extends string> = Readonly<Record<string, Column>>;

export interface PlannedUnit<Draft, State> {
  id: string;
  draft: Draft;
  /** Null for a new one. */
  before: State | null;
}

export interface UnitPlan<Draft, State> {
  create: PlannedUnit<Draft, State>[];
  change: PlannedUnit<Draft, State>[];
  same: number;
  refused: ValidationIssue[];
}

export const draftsOf = <Draft extends object, State extends object>(
  lines: readonly UnitLine<Draft, string>[],
  known: ReadonlyMap<string, State>,
  fresh: Partial<Draft>,
): PlannedUnit<Draft, State>[] =>
  lines.map(({ id, wanted }) => {
    const before = known.get(id) ?? null;
    const { version: _, ...kept } = { version: 0, ...before };
    // A sheet has every column that a new unit needs; `fresh` has the rest.
    return { id, before, draft: { ...fresh, ...kept, ...wanted } as Draft };
  });

export function planUnits<Draft extends object, State extends object, Column extends string>(
  lines: readonly UnitLine<Draft, Column>[],
  planned: readonly PlannedUnit<Draft, State>[],
  issuesOf: (one: PlannedUnit<Draft, State>) => readonly UnitIssue[],
  columnOf: ColumnOf<Column>,
): UnitPlan<Draft, State> {
  const moving = planned.filter(({ before, draft }) => before === null || !isSame(before, draft));
  const isMoving = new Set(moving);
  const refused = planned.flatMap((one, i) => {
    const at = lines[i]?.at;
    const issues = isMoving.has(one) ? issuesOf(one) : [];
    return issues.flatMap(({ field, reason, got }) => {
      const column = columnOf[field];
      if (at === undefined || column === undefined) throw new Error(`expected a column for ${field}, got none`);
      return [at.validationIssue(column, reason, got)];
    });
  });
  return {
    create: moving.filter(({ before }) => before === null),
    change: moving.filter(({ before }) => before !== null),
    same: planned.length - moving.length,
    refused,
  };
}

const isSame = (before: object, draft: object): boolean => {
  const kept = before as Record<string, unknown>;
  return Object.entries(draft).every(
    ([key, value]) => value === undefined || JSON.stringify(value) === JSON.stringify(kept[key]),
  );
};
