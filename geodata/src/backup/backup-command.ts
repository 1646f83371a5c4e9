// `dump FILE` and `restore FILE` of the command line.
import type { Database } from "../database.ts";
import { migrateDatabase } from "../migration/migrate.ts";
import { asOwner, type DatabaseSettings } from "../open-database.ts";
import { type BackupCounts, dump } from "./dump.ts";
import { restore } from "./restore.ts";

const fileFrom = (command: string, [file]: string[]): string => {
  if (file === undefined) throw new Error(`expected a file: npm run geodata -- ${command} FILE, got none`);
  return file;
};

const report = (done: string, file: string, counts: BackupCounts): true => {
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
  console.log(`${done} ${file}: ${rows} rows in ${Object.keys(counts).length} tables`);
  return true;
};

export async function runDump(database: Database, options: string[]): Promise<true> {
  const file = fileFrom("dump", options);
  return report("wrote", file, await dump(database, file, new Date()));
}

export async function runRestore(settings: DatabaseSettings, database: Database, options: string[]): Promise<true> {
  const file = fileFrom("restore", options);
  await migrateDatabase(settings, database);
  return report("restored", file, await asOwner(settings, database, (owner) => restore(owner, file)));
}
