// Reads a sheet from a file, as CSV or XLSX by its content, not by its name.
import { type Sheet, sheetOf } from "@minqing/core/import/sheet";
import { ProblemError } from "../problem/problem-error.ts";
import { decodeText } from "./decode-text.ts";
import { readCsv } from "./read-csv.ts";
import { readXlsx } from "./read-xlsx.ts";

const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** The container format of XLS files, and of spreadsheets with a password. */
const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0];

const begins = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((byte, i) => bytes[i] === byte);

const isMarkup = (bytes: Uint8Array): boolean =>
  /^\s*<(!doctype|html|table|head|meta|\?xml)/i.test(
    decodeText(bytes.subarray(0, 512)) ?? new TextDecoder().decode(bytes.subarray(0, 512)),
  );

export async function readSheet(bytes: Uint8Array): Promise<Sheet> {
  if (bytes.byteLength === 0) throw new ProblemError("bad-request", "expected a CSV or XLSX file, got nothing");
  if (begins(bytes, OLD_OFFICE)) {
    throw new ProblemError(
      "bad-request",
      "expected CSV or XLSX, got an XLS file or one with a password: save it as XLSX",
    );
  }
  if (isMarkup(bytes)) {
    throw new ProblemError(
      "bad-request",
      "expected CSV or XLSX, got a web page or XML (some systems call it .xls): open it in a spreadsheet and save it as XLSX",
    );
  }
  return sheetOf(begins(bytes, ZIP) ? await readXlsx(bytes) : readCsv(bytes));
}
