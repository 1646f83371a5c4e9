// The command line of the database: `migrate` brings the schema up to date, `seed` fills it with the demo city,
// `dump` and `restore` carry it from one database to another, `schema [--write]` compares the schema with its file or writes it,
// `prepare` makes the committed archive of an empty embedded database.
import { parseSettings } from "@minqing/core/settings/settings";
import { runDump, runRestore } from "./backup/backup-command.ts";
import type { Database } from "./database.ts";
import { databaseSettings } from "./database-settings.ts";
import { runSeed } from "./demo/seed/seed-command.ts";
import { makePreparedCluster } from "./driver/pglite/make-prepared-cluster.ts";
import { migrateDatabase, PostgisMissing } from "./migration/migrate.ts";
import { checkSchemaDump, SCHEMA_FILE, writeSchemaDump } from "./migration/schema-dump.ts";
import { openDatabase } from "./open-database.ts";
import { keepFilesPrivate } from "./process/own-folder.ts";

const USAGE = "usage: npm run geodata -- migrate | seed | dump FILE | restore FILE | schema [--write] | prepare";
/** A database administrator has to act first. */
const EXIT_POSTGIS_MISSING = 3;

keepFilesPrivate();
const environment = parseSettings(process.env);
const settings = databaseSettings(environment);

/** Returns whether it succeeded. */
type Command = (database: Database, options: string[]) => Promise<boolean>;

const COMMANDS: Record<string, Command> = {
  migrate: async (database) => {
    const names = await migrateDatabase(settings, database);
    console.log(names.length === 0 ? "the schema is up to date" : `applied ${names.join(", ")}`);
    return true;
  },
  dump: runDump,
  restore: (database, options) => runRestore(settings, database, options),
  seed: (database) => runSeed(environment, database, new Date()),
  schema: async (database, options) => {
    await migrateDatabase(settings, database);
    if (options.includes("--write")) await writeSchemaDump(database);
    const difference = await checkSchemaDump(database);
    console.log(difference === null ? `${SCHEMA_FILE} is the schema` : `the schema differs:\n${difference}`);
    return difference === null;
  },
};

const [name = "", ...options] = process.argv.slice(2);
const command = COMMANDS[name];
if (name === "prepare") console.log("made the prepared database", await makePreparedCluster());
else if (command === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else await runOnDatabase(command, options);

async function runOnDatabase(command: Command, options: string[]): Promise<void> {
  const database = await openDatabase(settings);
  try {
    process.exitCode = (await command(database, options)) ? 0 : 1;
  } catch (fault) {
    console.error(fault instanceof PostgisMissing ? fault.message : fault);
    process.exitCode = fault instanceof PostgisMissing ? EXIT_POSTGIS_MISSING : 1;
  } finally {
    await database.close();
  }
}
