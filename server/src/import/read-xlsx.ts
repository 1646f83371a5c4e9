// Rows of the first sheet of an XLSX file, with cells as text: codes keep their zeros where they were typed as text.
import type { Cell } from "@minqing/core/import/sheet";
import { readXlsx as readWorkbook } from "hucre/xlsx";
import { ProblemError } from "../problem/problem-error.ts";
import { unpackedSize } from "./unpacked-size.ts";

const MOST_UNPACKED_BYTES = 64 * 1024 * 1024;
/** More columns than any sheet of ours: what lies farther right is not read. */
const LAST_COLUMN = "Z";
/** A number in a spreadsheet holds 15 digits; the rest are zeros, whatever was typed. */
const MOST_NUMBER = 1e15;

type Value = string | number | boolean | Date | null;

export function cellOf(value: Value): Cell {
  if (value === null) return "";
  if (value instanceof Date) return { lost: value.toISOString().slice(0, 10) };
  if (typeof value !== "number") return String(value);
  return Number.isInteger(value) && Math.abs(value) < MOST_NUMBER ? String(value) : { lost: String(value) };
}

/** At most `mostRows` rows are read. */
export async function readXlsx(bytes: Uint8Array, mostRows: number): Promise<Cell[][]> {
  const size = unpackedSize(bytes);
  if (size === null) throw new ProblemError("bad-request", "expected an XLSX file, got an archive that is damaged");
  if (size > MOST_UNPACKED_BYTES) {
    throw new ProblemError("payload-too-large", `expected at most ${MOST_UNPACKED_BYTES} bytes unpacked, got ${size}`);
  }
  const { sheets } = await readWorkbook(bytes, { sheets: [0], range: `A1:${LAST_COLUMN}${mostRows}` }).catch(
    (cause) => {
      throw new ProblemError("bad-request", `expected an XLSX file, got something else: ${String(cause)}`);
    },
  );
  const [first] = sheets;
  if (first === undefined) throw new ProblemError("bad-request", "expected a sheet in the file, got none");
  return first.rows.map((row) => row.map(cellOf));
}
