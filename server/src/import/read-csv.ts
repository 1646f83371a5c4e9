// Rows of a CSV file. [RFC 4180]
import { MAX_ROWS } from "@minqing/core/import/report";
import { numbered, type SheetRow } from "@minqing/core/import/sheet";
import { CsvError, parse } from "csv-parse/sync";
import { ProblemError } from "../problem/problem-error.ts";
import { decodeText } from "./decode-text.ts";
import { tooManyRows } from "./too-many-rows.ts";

/** Spreadsheets save "Unicode text" with tabs. */
const delimiterOf = (text: string): string => {
  const [header = ""] = text.split(/\r?\n/, 1);
  return header.includes("\t") && !header.includes(",") ? "\t" : ",";
};

/** The header, the allowed rows and one more: that one proves that the file is too long. */
const MAX_RECORDS_READ = MAX_ROWS + 2;

function recordsOf(text: string): string[][] {
  try {
    return parse(text, { delimiter: delimiterOf(text), relax_column_count: true, to: MAX_RECORDS_READ });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ProblemError("bad-request", `expected CSV, got invalid CSV: ${error.message}`);
  }
}

/** Empty lines count as rows. */
export function readCsv(bytes: Uint8Array): SheetRow[] {
  const text = decodeText(bytes);
  if (text === null) throw new ProblemError("bad-request", "expected CSV in UTF-8 or GB18030, or XLSX, got neither");
  const records = recordsOf(text);
  if (records.length >= MAX_RECORDS_READ) throw tooManyRows();
  return numbered(records);
}
