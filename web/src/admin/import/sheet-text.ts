// The sheets that this page hands out: a template with the columns of a kind, and the first passwords of new accounts.
import { ACCOUNT_COLUMNS } from "@minqing/core/import/account-sheet";
import type { Column } from "@minqing/core/import/columns";
import { DEPARTMENT_COLUMNS } from "@minqing/core/import/department-sheet";
import { GRID_COLUMNS } from "@minqing/core/import/grid-sheet";
import { REGION_COLUMNS } from "@minqing/core/import/region-sheet";
import type { ImportKind, ImportReport } from "@minqing/core/import/report";
import { PERSON_COLUMNS, POST_COLUMNS, SHIFT_COLUMNS } from "@minqing/core/import/staff-sheets";

export const COLUMNS: Readonly<Record<ImportKind, Readonly<Record<string, Column>>>> = {
  accounts: ACCOUNT_COLUMNS,
  departments: DEPARTMENT_COLUMNS,
  posts: POST_COLUMNS,
  people: PERSON_COLUMNS,
  shifts: SHIFT_COLUMNS,
  regions: REGION_COLUMNS,
  grids: GRID_COLUMNS,
};

/** With the mark by which spreadsheets know UTF-8. */
const sheetText = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((cells) => `${cells.join(",")}\r\n`).join("")}`;

export const templateText = (kind: ImportKind): string => sheetText([Object.values(COLUMNS[kind]).map(({ zh }) => zh)]);

/** Neither names nor passwords hold a comma, a quote, or what begins a formula. */
export const passwordText = (passwords: NonNullable<ImportReport["passwords"]>): string =>
  sheetText([["账号", "首次密码"], ...passwords.map(({ username, password }) => [username, password])]);
