// The result of an import (导入): counts, every validation issue and, once, the first passwords of new accounts.
import { z } from "zod";
import { ValidationIssue } from "./validation-issue.ts";

export const IMPORT_KINDS = ["accounts", "departments", "posts", "people", "shifts", "regions", "grids"] as const;
export const ImportKind = z.enum(IMPORT_KINDS);
export type ImportKind = z.infer<typeof ImportKind>;

export const MAX_FILE_BYTES = 5 * 1024 * 1024;
export const MAX_ROWS = 20_000;

export const ImportReport = z
  .object({
    kind: ImportKind,
    dryRun: z.boolean(),
    /** False for a dry run, and if there is any issue. */
    written: z.boolean(),
    rows: z.number().int(),
    create: z.number().int(),
    change: z.number().int(),
    same: z.number().int(),
    /** What of a written file waits for a second administrator: the request, and how many accounts it is about. */
    held: z.object({ approvalId: z.uuid(), accounts: z.number().int() }).nullable().default(null),
    refused: z.array(ValidationIssue),
    passwords: z.array(z.object({ username: z.string(), password: z.string() })).optional(),
  })
  .meta({ id: "ImportReport" });
export type ImportReport = z.infer<typeof ImportReport>;
