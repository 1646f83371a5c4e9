// Takes a backup of one instant: everything is read in one repeatable-read transaction.
import { createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Database, Executor } from "../database.ts";
import type { BackupHead, BackupLine } from "./backup-file.ts";
import { schemaVersion, sequences, tablesInOrder } from "./catalog-queries.ts";
import { tableRows } from "./row-queries.ts";

export type BackupCounts = Record<string, number>;

async function* lines(tx: Executor, now: Date, counts: BackupCounts): AsyncGenerator<string> {
  const line = (value: BackupHead | BackupLine) => `${JSON.stringify(value)}\n`;
  const tables = await tablesInOrder(tx);
  yield line({
    format: "minqing-backup-1",
    schemaVersion: await schemaVersion(tx),
    takenAt: now.toISOString(),
    tables,
    sequences: await sequences(tx),
  });
  for (const table of tables) {
    counts[table] = 0;
    for await (const rows of tableRows(tx, table)) {
      counts[table] += rows.length;
      yield line({ table, rows });
    }
  }
  yield line({ counts });
}

/**
 * Writes the backup to `path`, whole or not at all, and returns the rows per table. The embedded database executes no
 * other writes meanwhile.
 */
export async function dump(db: Database, path: string, now: Date): Promise<BackupCounts> {
  const counts: BackupCounts = {};
  const draft = `${path}.new`;
  await db.transaction(
    (tx) => pipeline(Readable.from(lines(tx, now, counts)), createGzip(), createWriteStream(draft, { mode: 0o600 })),
    { isolation: "repeatable read", readOnly: true },
  );
  await rename(draft, path);
  return counts;
}
