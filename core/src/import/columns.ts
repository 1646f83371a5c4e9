// The columns of an imported sheet: which one is where, under its Chinese or its English name.

import { type Cell, cellName, type Sheet, type SheetRow } from "./sheet.ts";
import { type IssueReason, type ValidationIssue, validationIssue } from "./validation-issue.ts";

export interface Column {
  zh: string;
  en: string;
  isNeeded: boolean;
}

export type Columns<Key extends string> = Readonly<Record<Key, Column>>;

/** Where each column stands, counted from 0; a column that is not in the file is not here. */
export type Places<Key extends string> = Partial<Record<Key, number>>;

export const textOf = (cell: Cell | undefined): string =>
  cell === undefined ? "" : typeof cell === "string" ? cell.trim() : cell.lost;

const plain = (cell: Cell): string =>
  textOf(cell)
    .normalize("NFKC")
    .replace(/[\s_-]+/g, "")
    .toLowerCase();

const keysOf = <Key extends string>(columns: Columns<Key>): Key[] => Object.keys(columns) as Key[];

export function findColumns<Key extends string>(
  { header }: Sheet,
  columns: Columns<Key>,
): { places: Places<Key>; refused: ValidationIssue[] } {
  const places: Places<Key> = {};
  const refused: ValidationIssue[] = [];
  header.forEach((cell, i) => {
    const at = { row: 1, cell: cellName(i, 1), column: textOf(cell) };
    const key = keysOf(columns).find((each) => [columns[each].zh, columns[each].en].map(plain).includes(plain(cell)));
    if (key === undefined) {
      if (at.column !== "") refused.push(validationIssue(at, "column-unknown", at.column));
    } else if (places[key] === undefined) places[key] = i;
    else refused.push(validationIssue(at, "column-twice", at.column));
  });
  const missing = keysOf(columns).filter((key) => columns[key].isNeeded && places[key] === undefined);
  const next = cellName(header.length, 1);
  const lacking = missing.map((key) =>
    validationIssue({ row: 1, cell: next, column: columns[key].zh }, "column-missing", ""),
  );
  return { places, refused: [...refused, ...lacking] };
}

/** One row under its header: gives texts by column, and names the cell that is refused. */
export class RowReader<Key extends string> {
  readonly refused: ValidationIssue[] = [];
  readonly #places: Places<Key>;
  readonly #header: readonly Cell[];
  readonly #row: SheetRow;

  constructor(sheet: Sheet, places: Places<Key>, row: SheetRow) {
    this.#header = sheet.header;
    this.#places = places;
    this.#row = row;
    row.cells.forEach((cell, i) => {
      if (textOf(this.#header[i]) !== "" || textOf(cell) === "") return;
      this.refused.push(validationIssue({ ...this.#at(i), column: "" }, "outside-columns", textOf(cell)));
    });
  }

  has(key: Key): boolean {
    return this.#places[key] !== undefined;
  }

  /** "" for an empty cell, and for one whose value is lost. */
  text(key: Key): string {
    const cell = this.#row.cells[this.#places[key] ?? -1] ?? "";
    if (typeof cell === "string") return cell.trim();
    this.refuse(key, "digits-lost", cell.lost);
    return "";
  }

  /** Refuses an empty cell. */
  needed(key: Key): string {
    const before = this.refused.length;
    const text = this.text(key);
    if (text === "" && this.refused.length === before) this.refuse(key, "empty", "");
    return text;
  }

  /** Refuses a text of nothing but separators. */
  parts(key: Key, text: string): string[] {
    const parts = partsOf(text);
    if (text !== "" && parts.length === 0) this.refuse(key, "empty", text);
    return parts;
  }

  refuse(key: Key, reason: IssueReason, got: string): void {
    this.refused.push(this.validationIssue(key, reason, got));
  }

  validationIssue(key: Key, reason: IssueReason, got: string): ValidationIssue {
    return validationIssue(this.#at(this.#places[key] ?? 0), reason, got);
  }

  #at(column: number): Pick<ValidationIssue, "row" | "cell" | "column"> {
    const { row } = this.#row;
    return { row, cell: cellName(column, row), column: textOf(this.#header[column]) };
  }
}

/** Several values in one cell, each once; a comma inside a quoted cell separates them too. */
export const partsOf = (text: string): string[] => {
  const parts = text.split(/[、;；,，\n]/).map((part) => part.trim());
  return [...new Set(parts)].filter((part) => part !== "");
};

const ROUNDED = /^\d(\.\d+)?e\+?\d+$/i;

/** Text of a long number that a spreadsheet has shortened: 4.41521E+14. */
export const looksRounded = (text: string): boolean => ROUNDED.test(text);
