// Brings a database to this program's schema: plain SQL files, forward only, one transaction each; an applied file must
// not change. Needs the owner role, no superuser; only PostGIS itself may have to be created by one.
import type { Database } from "../database.ts";
import { StatementError } from "../driver/statement-error.ts";
import { asOwner, type DatabaseSettings } from "../open-database.ts";
import { sql } from "../sql.ts";
import { grantToApplication } from "./grants.ts";
import { type MigrationFile, readMigrations } from "./migration-files.ts";
import {
  type AppliedMigration,
  appliedMigrations,
  createLedger,
  fileStatement,
  hasLedger,
  lockMigrations,
  recordMigration,
  serverState,
} from "./queries.ts";

/** A database administrator must create PostGIS first; the message contains the command. */
export class PostgisMissing extends Error {
  override readonly name = "PostgisMissing";
}

export interface MigrateOptions {
  folder?: string;
  /** Role that gets its rights after migrating; absent if the owner is the only role. */
  applicationRole?: string;
}

const MIN_SERVER_VERSION = 150_000;
const MIN_POSTGIS_VERSION = [3, 3] as const;

/** Migrates with the owner's connections and gives the application's role its rights. Returns the applied names. */
export async function migrateDatabase(settings: DatabaseSettings, database: Database): Promise<string[]> {
  return asOwner(settings, database, async (owner) => {
    const { role } = owner === database ? { role: undefined } : await serverState(database);
    return migrate(owner, role === undefined ? {} : { applicationRole: role });
  });
}

export async function migrate(owner: Database, options: MigrateOptions = {}): Promise<string[]> {
  const files = await readMigrations(options.folder);
  await providePostgis(owner);
  await owner.transaction(async (tx) => {
    await lockMigrations(tx);
    await createLedger(tx);
    checkApplied(files, await appliedMigrations(tx));
  });
  const names: string[] = [];
  for (const file of files) if (await applyOnce(owner, file)) names.push(file.name);
  const role = options.applicationRole;
  if (role !== undefined && role !== (await serverState(owner)).role) {
    await owner.transaction((tx) => grantToApplication(tx, role));
  }
  return names;
}

/** Names of the files that are not yet applied; readiness checks this. */
export async function pendingMigrations(database: Database, folder?: string): Promise<string[]> {
  const files = await readMigrations(folder);
  const applied = (await hasLedger(database)) ? await appliedMigrations(database) : [];
  return files.filter((file) => !applied.some(({ version }) => version === file.version)).map(({ name }) => name);
}

async function applyOnce(owner: Database, file: MigrationFile): Promise<boolean> {
  return owner.transaction(async (tx) => {
    await lockMigrations(tx);
    const applied = await appliedMigrations(tx);
    if (applied.some(({ version }) => version === file.version)) return false;
    await tx.execute(sql`set local search_path = minqing, public`);
    await tx.execute(fileStatement(file.text));
    await recordMigration(tx, file);
    return true;
  });
}

function checkApplied(files: MigrationFile[], applied: AppliedMigration[]): void {
  for (const { version, name, sha256 } of applied) {
    const file = files.find((candidate) => candidate.version === version);
    if (file === undefined) {
      throw new Error(
        `the database has migration ${name}, this program has only ${files.length}: expected a newer program`,
      );
    }
    if (file.sha256 !== sha256) {
      throw new Error(
        `migration ${file.name} changed after it was applied: expected sha256 ${sha256}, got ${file.sha256}`,
      );
    }
  }
}

async function providePostgis(owner: Database): Promise<void> {
  const { serverVersion, postgis, database, role } = await serverState(owner);
  if (serverVersion < MIN_SERVER_VERSION) throw new Error(`expected PostgreSQL 15 or newer, got ${serverVersion}`);
  if (postgis !== null) return checkPostgisVersion(postgis);
  try {
    await owner.script("create extension if not exists postgis with schema public");
  } catch (cause) {
    if (!(cause instanceof StatementError) || cause.kind !== "refused") throw cause;
    throw new PostgisMissing(
      `PostGIS is missing in database ${database} and role ${role} may not create it. ` +
        `A database administrator runs once:\n  psql -d ${database} -c 'create extension postgis;'`,
      { cause },
    );
  }
}

function checkPostgisVersion(version: string): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isOld = major < MIN_POSTGIS_VERSION[0] || (major === MIN_POSTGIS_VERSION[0] && minor < MIN_POSTGIS_VERSION[1]);
  if (isOld) throw new Error(`expected PostGIS ${MIN_POSTGIS_VERSION.join(".")} or newer, got ${version}`);
}
