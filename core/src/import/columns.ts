// Finds the columns of an imported sheet by their Chinese or English names, and reads its rows.

import { withoutInvisible } from "../text/text.ts";
import { type Cell, cellName, type Sheet, type SheetRow } from "./sheet.ts";
import { type IssueReason, type ValidationIssue, validationIssue } from "./validation-issue.ts";

export interface Column {
  zh: string;
  en: string;
  isRequired: boolean;
}

export type Columns<Key extends string> = Readonly<Record<Key, Column>>;

/** The index of each column, from 0; columns that the file lacks are absent. */
export type Places<Key extends string> = Partial<Record<Key, number>>;

export const textOf = (cell: Cell | undefined): string =>
  cell === undefined ? "" : typeof cell === "string" ? withoutInvisible(cell).trim() : cell.lost;

const normalized = (cell: Cell): string =>
  textOf(cell)
    .normalize("NFKC")
    .replace(/[\s_-]+/g, "")
    .toLowerCase();

const keysOf = <Key extends string>(columns: Columns<Key>): Key[] => Object.keys(columns) as Key[];

/** Sheets that people pass on begin with a title and a date. */
const MAX_TITLE_ROWS = 5;

const isColumn = <Key extends string>(cell: Cell, columns: Columns<Key>): boolean =>
  keysOf(columns).some((each) => [columns[each].zh, columns[each].en].map(normalized).includes(normalized(cell)));

export function findColumns<Key extends string>(
  { header, rows }: Sheet,
  columns: Columns<Key>,
): { places: Places<Key>; issues: ValidationIssue[] } {
  const places: Places<Key> = {};
  const issues: ValidationIssue[] = [];
  header.forEach((cell, i) => {
    const at = { row: 1, cell: cellName(i, 1), column: textOf(cell) };
    const key = keysOf(columns).find((each) =>
      [columns[each].zh, columns[each].en].map(normalized).includes(normalized(cell)),
    );
    if (key === undefined) {
      if (at.column !== "") issues.push(validationIssue(at, "column-unknown", at.column));
    } else if (places[key] === undefined) places[key] = i;
    else issues.push(validationIssue(at, "column-twice", at.column));
  });
  if (Object.keys(places).length === 0) {
    const below = rows.slice(0, MAX_TITLE_ROWS).find(({ cells }) => cells.some((cell) => isColumn(cell, columns)));
    if (below !== undefined) {
      const got = textOf(header[0]);
      return {
        places,
        issues: [validationIssue({ row: 1, cell: "A1", column: got }, "head-below", `row ${below.row}`)],
      };
    }
  }
  const missing = keysOf(columns).filter((key) => columns[key].isRequired && places[key] === undefined);
  const next = cellName(header.length, 1);
  const missingIssues = missing.map((key) =>
    validationIssue({ row: 1, cell: next, column: columns[key].zh }, "column-missing", ""),
  );
  return { places, issues: [...issues, ...missingIssues] };
}

const DATE = /^\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?$/;

/** Reads one row: returns texts by column, and collects the issues of its cells. */
export class RowReader<Key extends string> {
  readonly issues: ValidationIssue[] = [];
  readonly #places: Places<Key>;
  readonly #header: readonly Cell[];
  readonly #row: SheetRow;

  constructor(sheet: Sheet, places: Places<Key>, row: SheetRow) {
    this.#header = sheet.header;
    this.#places = places;
    this.#row = row;
    row.cells.forEach((cell, i) => {
      if (textOf(this.#header[i]) !== "" || textOf(cell) === "") return;
      this.issues.push(validationIssue({ ...this.#at(i), column: "" }, "outside-columns", textOf(cell)));
    });
  }

  has(key: Key): boolean {
    return this.#places[key] !== undefined;
  }

  /** "" for an empty cell; also, with an issue, for one whose value is lost. */
  text(key: Key): string {
    const cell = this.#row.cells[this.#places[key] ?? -1] ?? "";
    if (typeof cell === "string") return withoutInvisible(cell).trim();
    this.addIssue(key, "digits-lost", cell.lost);
    return "";
  }

  /** Like `text`, for a day or a moment: a date cell has lost nothing of it. */
  dateText(key: Key): string {
    const cell = this.#row.cells[this.#places[key] ?? -1] ?? "";
    return typeof cell !== "string" && DATE.test(cell.lost) ? cell.lost : this.text(key);
  }

  /** Like `text`, with an issue for an empty cell. */
  required(key: Key): string {
    const before = this.issues.length;
    const text = this.text(key);
    if (text === "" && this.issues.length === before) this.addIssue(key, "empty", "");
    return text;
  }

  /** The values of a text; adds an issue if it holds nothing but separators. */
  parts(key: Key, text: string): string[] {
    const parts = partsOf(text);
    if (text !== "" && parts.length === 0) this.addIssue(key, "empty", text);
    return parts;
  }

  addIssue(key: Key, reason: IssueReason, got: string): void {
    this.issues.push(this.issueAt(key, reason, got));
  }

  issueAt(key: Key, reason: IssueReason, got: string): ValidationIssue {
    return validationIssue(this.#at(this.#places[key] ?? 0), reason, got);
  }

  #at(column: number): Pick<ValidationIssue, "row" | "cell" | "column"> {
    const { row } = this.#row;
    return { row, cell: cellName(column, row), column: textOf(this.#header[column]) };
  }
}

/** The values of one cell, without duplicates; a comma inside a quoted cell separates them too. */
export const partsOf = (text: string): string[] => {
  const parts = text.split(/[、;；,，\n]/).map((part) => part.trim());
  return [...new Set(parts)].filter((part) => part !== "");
};

const ROUNDED = /^\d(\.\d+)?e\+?\d+$/i;

/** Text of a long number that a spreadsheet has shortened: 4.41521E+14. */
export const looksRounded = (text: string): boolean => ROUNDED.test(text);
