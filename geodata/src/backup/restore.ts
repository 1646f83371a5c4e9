// Restores a backup into a migrated, empty database, on either driver. One transaction: all rows or none.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import type { Database, Executor } from "../database.ts";
import { BackupHead, BackupLine } from "./backup-file.ts";
import { moveSequence, schemaVersion } from "./catalog-queries.ts";
import type { BackupCounts } from "./dump.ts";
import { deleteRows, insertRows, isEmpty } from "./row-queries.ts";

/** Tables that are not empty after the migrations. */
const SEEDED_BY_MIGRATION = ["thing_kinds"];

async function checkTarget(tx: Executor, head: BackupHead): Promise<void> {
  const version = await schemaVersion(tx);
  if (version !== head.schemaVersion) {
    throw new Error(`expected a database with schema version ${head.schemaVersion}, got ${version}: migrate first`);
  }
  // The backup has these rows too, as the city has changed them since.
  for (const table of SEEDED_BY_MIGRATION) await deleteRows(tx, table);
  for (const table of head.tables) {
    if (!(await isEmpty(tx, table))) throw new Error(`expected an empty database, got rows in ${table}`);
  }
}

async function restoreLines(tx: Executor, path: string): Promise<BackupCounts> {
  const input = createInterface({
    input: createReadStream(path).pipe(createGunzip()),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let head: BackupHead | null = null;
  const counts: BackupCounts = {};
  for await (const line of input) {
    if (head === null) {
      head = BackupHead.parse(JSON.parse(line));
      await checkTarget(tx, head);
      for (const table of head.tables) counts[table] = 0;
      continue;
    }
    const part = BackupLine.parse(JSON.parse(line));
    if ("counts" in part) {
      checkCounts(part.counts, counts);
      for (const { name, last } of head.sequences) if (last !== null) await moveSequence(tx, name, last);
      return counts;
    }
    await insertRows(tx, part.table, part.rows);
    counts[part.table] = (counts[part.table] ?? 0) + part.rows.length;
  }
  throw new Error("expected a whole backup, got one that ends without its foot");
}

function checkCounts(expected: BackupCounts, got: BackupCounts): void {
  for (const [table, count] of Object.entries(expected)) {
    if ((got[table] ?? 0) !== count) throw new Error(`expected ${count} rows of ${table}, got ${got[table] ?? 0}`);
  }
}

/** Returns the rows per table. */
export function restore(db: Database, path: string): Promise<BackupCounts> {
  return db.transaction((tx) => restoreLines(tx, path));
}
