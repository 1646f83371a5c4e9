// The sheets that this page offers: a template with the columns of a kind, and the first passwords of new accounts.

import { ACCOUNT_COLUMNS } from "@minqing/core/import/account-sheet";
import type { Column } from "@minqing/core/import/columns";
import { DEPARTMENT_COLUMNS } from "@minqing/core/import/department-sheet";
import { GRID_COLUMNS } from "@minqing/core/import/grid-sheet";
import { REGION_COLUMNS } from "@minqing/core/import/region-sheet";
import type { ImportKind, ImportReport } from "@minqing/core/import/report";
import { PERSON_COLUMNS, POST_COLUMNS, SHIFT_COLUMNS } from "@minqing/core/import/staff-sheets";
import type { TextKey } from "../../i18n/text-key.ts";

const COLUMNS = {
  accounts: ACCOUNT_COLUMNS,
  departments: DEPARTMENT_COLUMNS,
  posts: POST_COLUMNS,
  people: PERSON_COLUMNS,
  shifts: SHIFT_COLUMNS,
  regions: REGION_COLUMNS,
  grids: GRID_COLUMNS,
} as const satisfies Readonly<Record<ImportKind, Readonly<Record<string, Column>>>>;

type ColumnHelp = { [K in ImportKind]: `admin.import.${K}.${keyof (typeof COLUMNS)[K] & string}` }[ImportKind];

/** The columns of a kind with the key of their help text; a column without one does not compile. */
export const columnsOf = (kind: ImportKind): { column: Column; help: TextKey }[] =>
  Object.entries<Column>(COLUMNS[kind]).map(([key, column]) => {
    const help = `admin.import.${kind}.${key}` as ColumnHelp;
    return { column, help };
  });

/** Begins with the byte order mark, by which spreadsheets recognise UTF-8. */
const sheetText = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((cells) => `${cells.join(",")}\r\n`).join("")}`;

export const templateText = (kind: ImportKind): string => sheetText([columnsOf(kind).map(({ column }) => column.zh)]);

/** Needs no quoting: names and passwords contain no comma, no quote and no beginning of a formula. */
export const passwordText = (passwords: NonNullable<ImportReport["passwords"]>): string =>
  sheetText([["账号", "首次密码"], ...passwords.map(({ username, password }) => [username, password])]);
