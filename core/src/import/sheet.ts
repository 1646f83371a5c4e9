// A sheet as it was read from a file: rows of cells that hold text, each row with the number that a spreadsheet shows.

/** A value that the file does not hold as it was typed: a long number without its last digits, a date. */
export interface LostCell {
  /** Of a date: the day, or day and minute, as 2026-03-01 08:00. */
  lost: string;
}

/** "" for an empty cell. */
export type Cell = string | LostCell;

export interface SheetRow {
  /** Counted from 1; the header is row 1. */
  row: number;
  cells: readonly Cell[];
}

export interface Sheet {
  header: readonly Cell[];
  /** Without empty rows. */
  rows: readonly SheetRow[];
}

const isEmpty = (cell: Cell): boolean => typeof cell === "string" && cell.trim() === "";

/** Row 1 is the header. */
export const sheetOf = (rows: readonly SheetRow[]): Sheet => ({
  header: rows.find(({ row }) => row === 1)?.cells ?? [],
  rows: rows.filter(({ row, cells }) => row > 1 && !cells.every(isEmpty)),
});

/** Rows that follow each other without a gap. */
export const numbered = (rows: readonly (readonly Cell[])[]): SheetRow[] =>
  rows.map((cells, i) => ({ row: i + 1, cells }));

/** The name of a cell in a spreadsheet: the second column of row 5 is B5. */
export function cellName(column: number, row: number): string {
  const letters = (n: number): string =>
    n < 0 ? "" : letters(Math.floor(n / 26) - 1) + String.fromCharCode(65 + (n % 26));
  return `${letters(column)}${row}`;
}
