// Reads a recording: a CSV whose first column is a time and whose others are numbers. Returns rows in time order.
import { readFile } from "node:fs/promises";

export interface RecordedRow {
  /** Epoch milliseconds in the recording's own time. */
  atMs: number;
  value: number;
}

/** `2018-05-01T00:00:00Z`, `2018-05-01 00:00:00` (taken as UTC) or epoch milliseconds. */
function instantMs(text: string): number {
  if (/^\d{11,}$/.test(text)) return Number(text);
  return Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text.replace(" ", "T")}Z`);
}

function columnIndex(header: readonly string[], column: string | undefined): number {
  const index = column === undefined ? 1 : header.indexOf(column);
  if (index < 1 || index >= header.length) {
    throw new RangeError(`expected one of the columns ${header.slice(1).join(", ")}, got "${column ?? ""}"`);
  }
  return index;
}

/** Rows without a value in the column are left out. */
export function parseRecording(text: string, column: string | undefined): RecordedRow[] {
  const [head = "", ...lines] = text.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));
  const index = columnIndex(head.split(","), column);
  const rows = lines.flatMap((line, i): RecordedRow[] => {
    const cells = line.split(",");
    const atMs = instantMs(cells[0] ?? "");
    const cell = cells[index] ?? "";
    if (!Number.isFinite(atMs)) throw new RangeError(`line ${i + 2}: expected a time, got "${cells[0] ?? ""}"`);
    if (cell.trim() === "") return [];
    const value = Number(cell);
    if (!Number.isFinite(value)) throw new RangeError(`line ${i + 2}: expected a number, got "${cell}"`);
    return [{ atMs, value }];
  });
  if (rows.length === 0) throw new RangeError("expected a recording with at least one value, got none");
  return rows.sort((a, b) => a.atMs - b.atMs);
}

export async function readRecording(file: string, column: string | undefined): Promise<RecordedRow[]> {
  return parseRecording(await readFile(file, "utf8"), column);
}
