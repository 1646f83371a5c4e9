// Reads a sheet of units: each row becomes a line, or issues that name its cells.
import { type Columns, findColumns, RowReader } from "./columns.ts";
import type { Sheet } from "./sheet.ts";
import type { UnitLine } from "./unit-plan.ts";
import type { ValidationIssue } from "./validation-issue.ts";

export const VALIDITY_COLUMNS = {
  validFrom: { zh: "启用日期", en: "valid_from", isRequired: false },
  validTo: { zh: "停用日期", en: "valid_to", isRequired: false },
} as const satisfies Columns<string>;

export interface UnitLines<Draft, Column extends string> {
  lines: UnitLine<Draft, Column>[];
  issues: ValidationIssue[];
}

export function readUnitSheet<Draft, Column extends string>(
  sheet: Sheet,
  columns: Columns<Column>,
  lineOf: (at: RowReader<Column>, seen: Set<string>) => Omit<UnitLine<Draft, Column>, "at">,
): UnitLines<Draft, Column> {
  const { places, issues } = findColumns(sheet, columns);
  if (issues.length > 0) return { lines: [], issues };
  const seen = new Set<string>();
  const lines = sheet.rows.map((row) => {
    const at = new RowReader(sheet, places, row);
    return { ...lineOf(at, seen), at };
  });
  return { lines, issues: lines.flatMap(({ at }) => at.issues) };
}
