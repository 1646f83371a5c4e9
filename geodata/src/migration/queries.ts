// The statements of migrating: the ledger of applied files, the rights of the application role, the extension.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { type Sql, sql } from "../sql.ts";

/** Several processes may migrate at once; the transaction with this lock goes first. */
const LOCK = sql`select pg_advisory_xact_lock(hashtext('minqing migrate'))`;

export const AppliedMigration = z.object({ version: z.number(), name: z.string(), sha256: z.string() });
export type AppliedMigration = z.infer<typeof AppliedMigration>;

export const ServerState = z.object({
  serverVersion: z.number(),
  postgis: z.string().nullable(),
  database: z.string(),
  role: z.string(),
});

export async function serverState(db: Executor): Promise<z.infer<typeof ServerState>> {
  const statement = sql`
    select current_setting('server_version_num')::int as server_version,
           (select extversion from pg_extension where extname = 'postgis') as postgis,
           current_database() as database, current_user as role`;
  return db.one(statement, ServerState);
}

export async function lockMigrations(tx: Executor): Promise<void> {
  await tx.execute(sql`set local statement_timeout = 0`);
  await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
  await tx.execute(LOCK);
}

export async function createLedger(tx: Executor): Promise<void> {
  await tx.execute(sql`create schema if not exists minqing`);
  await tx.execute(sql`
    create table if not exists minqing.schema_migrations (
      version integer primary key,
      name text not null,
      sha256 text not null,
      applied_at timestamptz not null default now()
    )`);
}

export async function hasLedger(db: Executor): Promise<boolean> {
  const statement = sql`select to_regclass('minqing.schema_migrations') is not null as present`;
  return (await db.one(statement, z.object({ present: z.boolean() }))).present;
}

export const appliedMigrations = (tx: Executor): Promise<AppliedMigration[]> =>
  tx.query(sql`select version, name, sha256 from minqing.schema_migrations order by version`, AppliedMigration);

export async function recordMigration(tx: Executor, applied: AppliedMigration): Promise<void> {
  await tx.execute(sql`
    insert into minqing.schema_migrations (version, name, sha256)
    values (${applied.version}, ${applied.name}, ${applied.sha256})`);
}

/** A file's text as one statement: without parameters a text may contain several statements. */
export const fileStatement = (text: string): Sql => ({ text, values: [] });
