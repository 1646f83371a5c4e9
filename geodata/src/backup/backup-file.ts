// The form of a backup: gzipped lines of JSON. A head, then per table its name and its rows, then a foot with the
// counts, so that a truncated file is recognised.
import { z } from "zod";

export const BackupHead = z.object({
  format: z.literal("minqing-backup-1"),
  schemaVersion: z.number().int(),
  takenAt: z.iso.datetime(),
  tables: z.array(z.string()),
  sequences: z.array(z.object({ name: z.string(), last: z.number().nullable() })),
});
export type BackupHead = z.infer<typeof BackupHead>;

export const BackupLine = z.union([
  z.object({ table: z.string(), rows: z.array(z.string()) }),
  z.object({ counts: z.record(z.string(), z.number().int()) }),
]);
export type BackupLine = z.infer<typeof BackupLine>;
