// A database for one test file, migrated: on PostgreSQL a clone of a template, embedded one opened from a prepared dump.
// The project decides the driver (MINQING_TEST_DRIVER); the runner starts the server (MINQING_TEST_PG, superuser).
import { randomBytes } from "node:crypto";
import type { Database } from "@minqing/geodata/database";
import { PgDatabase } from "@minqing/geodata/driver/pg/pg-database";
import { PgliteDatabase } from "@minqing/geodata/driver/pglite/pglite-database";
import { readMigrations } from "@minqing/geodata/migration/migration-files";
import { afterAll } from "vitest";
import type { Filling } from "./filling.ts";
import { filledDump, preparedDump } from "./prepared-dump.ts";
import { type ClonedDatabase, cloneDatabase } from "./template-database.ts";

export interface TestDatabase {
  /** With the application's rights on PostgreSQL; the embedded database has only one role. */
  readonly database: Database;
  /** With the owner's rights; the same object when embedded. */
  readonly owner: Database;
  /** Addresses for other processes and further connections; null when embedded. */
  readonly urls: { readonly app: string; readonly owner: string; readonly superuser: string } | null;
}

export const testDriver: "pg" | "pglite" = process.env["MINQING_TEST_DRIVER"] === "pglite" ? "pglite" : "pg";

/** Closed and dropped after the file's tests. `empty`: without the schema, with PostGIS. */
export async function testDatabase(options: { empty?: boolean; filling?: Filling } = {}): Promise<TestDatabase> {
  const files = options.empty === true ? [] : await readMigrations();
  const filling = options.filling ?? null;
  return testDriver === "pglite" ? embedded(files, filling) : onServer(files, filling);
}

type Files = Awaited<ReturnType<typeof readMigrations>>;

async function embedded(files: Files, filling: Filling | null): Promise<TestDatabase> {
  const origin = filling === null ? await preparedDump(files) : await filledDump(files, filling);
  const database = await PgliteDatabase.open({ folder: null, origin });
  afterAll(() => database.close());
  return { database, owner: database, urls: null };
}

async function onServer(files: Files, filling: Filling | null): Promise<TestDatabase> {
  const superuser = process.env["MINQING_TEST_PG"];
  if (superuser === undefined) throw new Error("expected MINQING_TEST_PG, got none: run the tests with npm test");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const clone: ClonedDatabase = await cloneDatabase(superuser, name, files, filling);
  const database = new PgDatabase({ url: clone.urls.app });
  const owner = new PgDatabase({ url: clone.urls.owner, poolSize: 4 });
  afterAll(async () => {
    await Promise.all([database.close(), owner.close()]);
    await clone.drop();
  });
  return { database, owner, urls: clone.urls };
}
