// Reads grid cells (单元网格) from a sheet: names, households, validity, and for a new one the cells that it follows.
import { MAX_HOUSEHOLDS } from "../organisation/grid.ts";
import type { GridRequest } from "../organisation/grid-issues.ts";
import { codeIn, nameIn, validityIn } from "./cells.ts";
import type { Columns, RowReader } from "./columns.ts";
import { codesIn } from "./region-sheet.ts";
import type { Sheet } from "./sheet.ts";
import { readUnitSheet, type UnitLines, VALIDITY_COLUMNS } from "./unit-sheet.ts";

export const GRID_COLUMNS = {
  code: { zh: "代码", en: "code", isRequired: true },
  name: { zh: "名称", en: "name", isRequired: true },
  households: { zh: "户数", en: "households", isRequired: true },
  follows: { zh: "沿用", en: "follows", isRequired: false },
  ...VALIDITY_COLUMNS,
} as const satisfies Columns<string>;

export type GridColumn = keyof typeof GRID_COLUMNS;

/** 0 for an unreadable cell. */
function householdsIn(at: RowReader<GridColumn>): number {
  const text = at.required("households");
  const count = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (count <= MAX_HOUSEHOLDS) return count;
  if (text !== "") at.addIssue("households", "households", text);
  return 0;
}

export const readGridSheet = (sheet: Sheet): UnitLines<GridRequest, GridColumn> =>
  readUnitSheet(sheet, GRID_COLUMNS, (at, seen) => {
    const id = codeIn(at, "code");
    if (id !== "" && seen.has(id)) at.addIssue("code", "twice", id);
    seen.add(id);
    const values: Partial<GridRequest> = {
      name: nameIn(at, "name", at.required("name")),
      households: householdsIn(at),
      ...validityIn(at),
    };
    if (at.has("follows")) values.follows = codesIn(at, "follows", at.text("follows"));
    return { id, values };
  });
