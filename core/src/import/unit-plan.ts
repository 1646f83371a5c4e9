// Plans an import of units: which are created, changed or left unchanged, and the validation issues of the rows.
import type { UnitIssue } from "../organisation/unit-issue.ts";
import type { RowReader } from "./columns.ts";
import type { ValidationIssue } from "./validation-issue.ts";

export interface UnitLine<Draft, Column extends string> {
  id: string;
  /** Values of the columns that the file has; other fields of a unit stay unchanged. */
  values: Partial<Draft>;
  at: RowReader<Column>;
}

/** The column of each field. */
export type ColumnOf<Column extends string> = Readonly<Record<string, Column>>;

export interface PlannedUnit<Draft, State> {
  id: string;
  draft: Draft;
  /** Null for a new unit. */
  before: State | null;
}

export interface UnitPlan<Draft, State> {
  create: PlannedUnit<Draft, State>[];
  change: PlannedUnit<Draft, State>[];
  same: number;
  issues: ValidationIssue[];
}

export const draftsOf = <Draft extends object, State extends object>(
  lines: readonly UnitLine<Draft, string>[],
  known: ReadonlyMap<string, State>,
  fresh: Partial<Draft>,
): PlannedUnit<Draft, State>[] =>
  lines.map(({ id, values }) => {
    const before = known.get(id) ?? null;
    const { version: _, ...current } = { version: 0, ...before };
    // A sheet has every column that a new unit requires; `fresh` has the other fields.
    return { id, before, draft: { ...fresh, ...current, ...values } as Draft };
  });

export function planUnits<Draft extends object, State extends object, Column extends string>(
  lines: readonly UnitLine<Draft, Column>[],
  planned: readonly PlannedUnit<Draft, State>[],
  issuesOf: (one: PlannedUnit<Draft, State>) => readonly UnitIssue[],
  columnOf: ColumnOf<Column>,
): UnitPlan<Draft, State> {
  const changed = planned.filter(({ before, draft }) => before === null || !isSame(before, draft));
  const isChanged = new Set(changed);
  const validationIssues = planned.flatMap((one, i) => {
    const at = lines[i]?.at;
    const unitIssues = isChanged.has(one) ? issuesOf(one) : [];
    return unitIssues.flatMap(({ field, reason, got }) => {
      const column = columnOf[field];
      if (at === undefined || column === undefined) throw new Error(`expected a column for ${field}, got none`);
      return [at.issueAt(column, reason, got)];
    });
  });
  return {
    create: changed.filter(({ before }) => before === null),
    change: changed.filter(({ before }) => before !== null),
    same: planned.length - changed.length,
    issues: validationIssues,
  };
}

const isSame = (before: object, draft: object): boolean => {
  const current = before as Record<string, unknown>;
  return Object.entries(draft).every(
    ([key, value]) => value === undefined || JSON.stringify(value) === JSON.stringify(current[key]),
  );
};
