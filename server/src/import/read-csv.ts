// Rows of a CSV file. [RFC 4180]
import type { Cell } from "@minqing/core/import/sheet";
import { CsvError, parse } from "csv-parse/sync";
import { ProblemError } from "../problem/problem-error.ts";
import { decodeText } from "./decode-text.ts";

/** Spreadsheets write "Unicode text" with tabs. */
const delimiterOf = (text: string): string => {
  const [header = ""] = text.split(/\r?\n/, 1);
  return header.includes("\t") && !header.includes(",") ? "\t" : ",";
};

/** At most `mostRows` rows are read. */
export function readCsv(bytes: Uint8Array, mostRows: number): Cell[][] {
  const text = decodeText(bytes);
  if (text === null) throw new ProblemError("bad-request", "expected CSV in UTF-8 or GB18030, or XLSX, got neither");
  try {
    return parse(text, { delimiter: delimiterOf(text), relax_column_count: true, to: mostRows });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ProblemError("bad-request", `expected CSV, got something else in it: ${error.message}`);
  }
}
