// A sheet of units: its rows under its columns, each a line or refusals.
import { type Columns, findColumns, RowReader } from "./columns.ts";
import type { Sheet } from "./sheet.ts";
import type { UnitLine } from "./unit-plan.ts";
import type { ValidationIssue } from "./validation-issue.ts";

export const VALIDITY_COLUMNS = {
  validFrom: { zh: "启用日期", en: "valid_from", isNeeded: false },
  validTo: { zh: "停用日期", en: "valid_to", isNeeded: false },
} as const satisfies Columns<string>;

export interface UnitLines<Draft, Column extends string> {
  lines: UnitLine<Draft, Column>[];
  refused: ValidationIssue[];
}

export function readUnitSheet<Draft, Column extends string>(
  sheet: Sheet,
  columns: Columns<Column>,
  lineOf: (at: RowReader<Column>, seen: Set<string>) => Omit<UnitLine<Draft, Column>, "at">,
): UnitLines<Draft, Column> {
  const { places, refused } = findColumns(sheet, columns);
  if (refused.length > 0) return { lines: [], refused };
  const seen = new Set<string>();
  const lines = sheet.rows.map((row) => {
    const at = new RowReader(sheet, places, row);
    return { ...lineOf(at, seen), at };
  });
  return { lines, refused: lines.flatMap(({ at }) => at.refused) };
}
