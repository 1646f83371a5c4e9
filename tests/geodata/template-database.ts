// Databases cloned from a migrated template (0.1 s instead of 1 s). The first test file that needs a template makes it;
// its name carries the migrations' hash, so a changed migration makes another.
import { createHash } from "node:crypto";
import type { Database } from "@minqing/geodata/database";
import { PgDatabase } from "@minqing/geodata/driver/pg/pg-database";
import { migrate } from "@minqing/geodata/migration/migrate";
import type { MigrationFile } from "@minqing/geodata/migration/migration-files";
import { sql } from "@minqing/geodata/sql";
import type { Filling } from "./filling.ts";

export interface ClonedDatabase {
  readonly urls: { readonly app: string; readonly owner: string; readonly superuser: string };
  drop(): Promise<void>;
}

const PASSWORD = "test";

export async function cloneDatabase(
  superuser: string,
  name: string,
  files: MigrationFile[],
  filling: Filling | null = null,
): Promise<ClonedDatabase> {
  await withDatabase(superuser, async (server) => {
    const template = await provideTemplate(server, superuser, files, filling);
    await server.script(`create database ${name} template ${template} owner minqing_owner`);
  });
  return {
    urls: {
      app: address(superuser, name, "minqing_app"),
      owner: address(superuser, name, "minqing_owner"),
      superuser: address(superuser, name),
    },
    drop: () => withDatabase(superuser, (server) => server.script(`drop database ${name} with (force)`)),
  };
}

async function provideTemplate(
  server: Database,
  superuser: string,
  files: MigrationFile[],
  filling: Filling | null,
): Promise<string> {
  const hash = createHash("sha256").update(files.map(({ sha256 }) => sha256).join());
  const migrated = `template_${hash.digest("hex").slice(0, 12)}`;
  const name = filling === null ? migrated : `${migrated}_${filling.name}`;
  // The pool has one connection, so the session's lock belongs to this function.
  await server.raw(sql`select pg_advisory_lock(hashtext('minqing test template'))`);
  try {
    const found = await server.raw(sql`select 1 from pg_database where datname = ${name}`);
    if (found.length === 0) {
      const migratedFound = await server.raw(sql`select 1 from pg_database where datname = ${migrated}`);
      if (migratedFound.length === 0) await makeTemplate(server, superuser, migrated, files.length > 0);
      if (filling !== null) {
        await underDraft(server, name, migrated, (draft) =>
          withDatabase(address(superuser, draft, "minqing_owner"), (owner) => filling.fill(owner)),
        );
      }
    }
  } finally {
    await server.raw(sql`select pg_advisory_unlock_all()`);
  }
  return name;
}

async function makeTemplate(server: Database, superuser: string, name: string, isMigrated: boolean): Promise<void> {
  for (const role of ["minqing_owner", "minqing_app"]) {
    const found = await server.raw(sql`select 1 from pg_roles where rolname = ${role}`);
    if (found.length === 0) await server.script(`create role ${role} login password '${PASSWORD}'`);
  }
  await underDraft(server, name, "template1", async (draft) => {
    await withDatabase(address(superuser, draft), (inside) => inside.script("create extension postgis"));
    if (!isMigrated) return;
    const migrated = (owner: Database) => migrate(owner, { applicationRole: "minqing_app" });
    await withDatabase(address(superuser, draft, "minqing_owner"), migrated);
  });
}

/** Made under another name: a template that exists is complete. */
async function underDraft(
  server: Database,
  name: string,
  from: string,
  make: (draft: string) => Promise<void>,
): Promise<void> {
  const draft = `${name}_draft`;
  await server.script(`drop database if exists ${draft} with (force)`);
  await server.script(`create database ${draft} template ${from} owner minqing_owner`);
  await make(draft);
  await server.script(`alter database ${draft} rename to ${name}`);
}

async function withDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = new PgDatabase({ url, poolSize: 1 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

function address(superuser: string, database: string, role?: string): string {
  const url = new URL(superuser);
  url.pathname = `/${database}`;
  if (role !== undefined) {
    url.username = role;
    url.password = PASSWORD;
  }
  return url.href;
}
