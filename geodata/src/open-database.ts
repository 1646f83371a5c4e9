// Opens the database: a PostgreSQL server if an address is set, else the embedded one in the data folder.
import { join } from "node:path";
import type { Database } from "./database.ts";
import { PgDatabase } from "./driver/pg/pg-database.ts";
import { PgliteDatabase } from "./driver/pglite/pglite-database.ts";
import { ensureOwnFolder } from "./process/own-folder.ts";

export interface DatabaseSettings {
  /** PostgreSQL, application role. */
  url?: string | undefined;
  /** PostgreSQL, owner role: migrations, partitions, purging. */
  ownerUrl?: string | undefined;
  /** Folder of the embedded database, used without an address. */
  dataDir?: string | undefined;
  poolSize?: number | undefined;
  statementTimeoutMs?: number | undefined;
  /** Called for faults outside of statements: vacuum and checkpoint of the embedded database. */
  onUpkeepFault?: ((fault: unknown) => void) | undefined;
  /** Why a new embedded database was made by initdb, which takes five times as long. */
  onUnfitPrepared?: ((issue: string) => void) | undefined;
}

/** With the application's rights. An unreachable server is not an error here; the first statement fails. */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  const url = settings.url ?? settings.ownerUrl;
  if (url !== undefined) return new PgDatabase({ url, ...limits(settings) });
  if (settings.dataDir === undefined) throw new Error("expected a database address or a data folder, got neither");
  await ensureOwnFolder(settings.dataDir);
  const { onUpkeepFault = () => undefined, onUnfitPrepared = warnUnfit } = settings;
  return PgliteDatabase.open({ folder: join(settings.dataDir, "pglite"), onUpkeepFault, onUnfitPrepared });
}

const warnUnfit = (issue: string): void =>
  process.emitWarning(`the prepared database does not fit, initdb made this one: ${issue}`);

/** Runs `work` with the owner's rights: on connections of the owner role if it is configured, else on `database`. */
export async function asOwner<T>(
  settings: DatabaseSettings,
  database: Database,
  work: (owner: Database) => Promise<T>,
): Promise<T> {
  if (settings.ownerUrl === undefined || settings.url === undefined) return work(database);
  const owner = new PgDatabase({ url: settings.ownerUrl, poolSize: 2, statementTimeoutMs: OWNER_STATEMENT_MS });
  try {
    return await work(owner);
  } finally {
    await owner.close();
  }
}

/** An index on a year of telemetry takes minutes. */
const OWNER_STATEMENT_MS = 3_600_000;

function limits({ poolSize, statementTimeoutMs }: DatabaseSettings): {
  poolSize?: number;
  statementTimeoutMs?: number;
} {
  return {
    ...(poolSize === undefined ? {} : { poolSize }),
    ...(statementTimeoutMs === undefined ? {} : { statementTimeoutMs }),
  };
}
