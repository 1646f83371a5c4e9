// Reads the rows of the first sheet of an XLSX file, with cells as text: codes typed as text keep their leading zeros.
import { MAX_ROWS } from "@minqing/core/import/report";
import type { Cell, SheetRow } from "@minqing/core/import/sheet";
import { streamXlsxRows } from "hucre/xlsx";
import { ProblemError } from "../problem/problem-error.ts";
import { tooManyRows } from "./too-many-rows.ts";
import { unpackedSize } from "./unpacked-size.ts";

const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;
/** Limited because one cell at the right end of a sheet makes its row as wide as the sheet. */
const MAX_COLUMNS = 64;
/** A number in a spreadsheet has 15 significant digits; further typed digits became zeros. */
const MAX_NUMBER = 1e15;

type Value = string | number | boolean | Date | null;

/** A spreadsheet's dates have no zone: they are read as they are shown. */
function dateCell(value: Date): Cell {
  const [day = "", time = ""] = value.toISOString().slice(0, 16).split("T");
  return { lost: time === "00:00" ? day : `${day} ${time}` };
}

function cellOf(value: Value): Cell {
  if (value === null) return "";
  if (value instanceof Date) return dateCell(value);
  if (typeof value !== "number") return String(value);
  return Number.isInteger(value) && Math.abs(value) < MAX_NUMBER ? String(value) : { lost: String(value) };
}

async function firstSheet(bytes: Uint8Array): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const { index, values } of streamXlsxRows(bytes)) {
    if (values.length > MAX_COLUMNS) {
      throw new ProblemError(
        "bad-request",
        `expected at most ${MAX_COLUMNS} columns, got ${values.length} in row ${index + 1}`,
      );
    }
    if (values.every((value) => value === null)) continue;
    rows.push({ row: index + 1, cells: values.map(cellOf) });
    if (rows.length > MAX_ROWS + 1) throw tooManyRows();
  }
  return rows;
}

export async function readXlsx(bytes: Uint8Array): Promise<SheetRow[]> {
  const size = unpackedSize(bytes);
  if (size === null) throw new ProblemError("bad-request", "expected an XLSX file, got a damaged archive");
  if (size > MAX_UNPACKED_BYTES) {
    throw new ProblemError("payload-too-large", `expected at most ${MAX_UNPACKED_BYTES} bytes unpacked, got ${size}`);
  }
  return firstSheet(bytes).catch((cause) => {
    if (cause instanceof ProblemError) throw cause;
    throw new ProblemError("bad-request", `expected an XLSX file, got something else: ${String(cause)}`);
  });
}
