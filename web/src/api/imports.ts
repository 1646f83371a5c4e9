// Sends files of accounts and units: as a dry run, or to be written as a whole.
import { type ImportKind, ImportReport } from "@minqing/core/import/report";
import { sendFile } from "./request.ts";

const TIMEOUT_MS = 180_000;

export const importFile = (kind: ImportKind, file: Blob, dryRun: boolean): Promise<ImportReport> =>
  sendFile(`/api/imports/${kind}`, { file, query: { dryRun }, schema: ImportReport, timeoutMs: TIMEOUT_MS });
