// Migrating: forward only, no changed files, whole files or nothing, the application role's rights.
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PgDatabase } from "@minqing/geodata/driver/pg/pg-database";
import { migrate, pendingMigrations } from "@minqing/geodata/migration/migrate";
import { checkSchemaDump, SCHEMA_FILE, schemaDump, writeSchemaDump } from "@minqing/geodata/migration/schema-dump";
import { sql } from "@minqing/geodata/sql";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testDatabase, testDriver } from "../test-database.ts";

const { database, owner, urls } = await testDatabase({ empty: true });
const folder = await mkdtemp(join(tmpdir(), "minqing-migrate-"));
afterAll(() => rm(folder, { recursive: true }));

const put = (name: string, text: string) => writeFile(join(folder, name), text);

beforeEach(async () => {
  await owner.script("drop schema if exists minqing cascade");
  await rm(folder, { recursive: true });
  await mkdir(folder);
  await put("0001_first.sql", "create table first (id int primary key);\ninsert into first values (1), (2);");
});

test("applies every file once, in order, into schema minqing", async () => {
  await put("0002_second.sql", "create table second (id int references first (id));");
  expect(await pendingMigrations(owner, folder)).toEqual(["0001_first.sql", "0002_second.sql"]);
  expect(await migrate(owner, { folder })).toEqual(["0001_first.sql", "0002_second.sql"]);
  expect(await migrate(owner, { folder })).toEqual([]);
  expect(await pendingMigrations(owner, folder)).toEqual([]);
  const tables = await owner.raw(
    sql`select schemaname, tablename from pg_tables where tablename in ('first', 'second')`,
  );
  expect(tables.map(({ schemaname }) => schemaname)).toEqual(["minqing", "minqing"]);
});

test("two processes that migrate at once apply each file once", async () => {
  const both = await Promise.all([migrate(owner, { folder }), migrate(owner, { folder })]);
  expect(both.flat()).toEqual(["0001_first.sql"]);
});

test("a file that changed after it was applied is an error with expected and got", async () => {
  await migrate(owner, { folder });
  await put("0001_first.sql", "create table first (id bigint primary key);");
  await expect(migrate(owner, { folder })).rejects.toThrow(
    /0001_first.sql changed .*expected sha256 \w{64}, got \w{64}/,
  );
});

test("a database newer than the program is an error", async () => {
  await put("0002_second.sql", "create table second (id int);");
  await migrate(owner, { folder });
  await rm(join(folder, "0002_second.sql"));
  await expect(migrate(owner, { folder })).rejects.toThrow("has migration 0002_second.sql");
});

test("a gap in the numbers is an error", async () => {
  await put("0003_third.sql", "select 1;");
  await expect(migrate(owner, { folder })).rejects.toThrow("expected migration 0002_….sql, got 0003_third.sql");
});

test("a file that fails leaves nothing, the files before it stay", async () => {
  await put("0002_second.sql", "create table second (id int); select nothing;");
  await expect(migrate(owner, { folder })).rejects.toThrow("nothing");
  const [found] = await owner.raw(
    sql`select to_regclass('minqing.first') is not null as first, to_regclass('minqing.second') is not null as second`,
  );
  expect(found).toEqual({ first: true, second: false });
});

test("the schema of the migrations is the committed schema dump", async () => {
  await migrate(owner);
  expect(await checkSchemaDump(owner)).toBeNull();
  expect(await readFile(SCHEMA_FILE, "utf8")).toContain("table change_log column seq bigint not null");
});

test("the schema dump shows a new column, an index and a constraint", async () => {
  await migrate(owner, { folder });
  const file = join(folder, "schema.txt");
  await writeSchemaDump(owner, file);
  expect(await checkSchemaDump(owner, file)).toBeNull();
  await owner.script(
    "alter table minqing.first add column name text constraint named check (name <> ''); create index by_name on minqing.first (name)",
  );
  const difference = await checkSchemaDump(owner, file);
  expect(difference?.split("\n")).toHaveLength(3);
  expect(await schemaDump(owner)).toContain("table first column name text");
});

const MAIN = fileURLToPath(new URL("../../../geodata/src/main.ts", import.meta.url));

function on(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

function runMigrate(app: string, ownerUrl: string) {
  const env = { ...process.env, DATABASE_URL: app, DATABASE_OWNER_URL: ownerUrl };
  return spawnSync(process.execPath, [MAIN, "migrate"], { env, encoding: "utf8", timeout: 60_000 });
}

if (testDriver === "pg" && urls !== null) {
  const role = "minqing_app";

  test("the application role reads and writes rows, and cannot change a log", async () => {
    await migrate(owner, { applicationRole: role });
    const insert = sql`insert into change_log (seq, at, kind, object_id) values (nextval('change_log_seq'), now(), 'case', 'a')`;
    expect(await database.execute(insert)).toBe(1);
    for (const denied of [
      sql`update change_log set kind = 'alarm'`,
      sql`delete from change_log`,
      sql`truncate change_log`,
      sql`delete from case_acts`,
      sql`update case_acts set detail = '{}'`,
      sql`insert into schema_migrations (version, name, sha256) values (99, 'x', 'x')`,
      sql`create table minqing.mine (id int)`,
      sql`drop table cases`,
    ]) {
      await expect(database.execute(denied), denied.text).rejects.toMatchObject({ code: "42501" });
    }
    expect(await owner.execute(sql`delete from change_log`)).toBe(1);
  });

  test("the application may use tables that the owner creates later", async () => {
    await migrate(owner, { folder, applicationRole: role });
    await owner.script("create table minqing.later (id bigint generated always as identity, name text)");
    expect(await database.execute(sql`insert into later (name) values ('a')`)).toBe(1);
  });

  test("the command migrates; without PostGIS it prints the administrator's line and exits with 3", async () => {
    const server = new PgDatabase({ url: urls.superuser, poolSize: 1 });
    const bare = `${new URL(urls.owner).pathname.slice(1)}_bare`;
    await server.script(`create database ${bare} owner minqing_owner`);
    const run = () => runMigrate(on(urls.app, bare), on(urls.owner, bare));
    expect(run()).toMatchObject({
      status: 3,
      stderr: expect.stringContaining(`psql -d ${bare} -c 'create extension postgis;'`),
    });
    const inside = new PgDatabase({ url: on(urls.superuser, bare), poolSize: 1 });
    await inside.script("create extension postgis");
    await inside.close();
    expect(run()).toMatchObject({ status: 0, stdout: expect.stringContaining("applied 0001_") });
    expect(run()).toMatchObject({ status: 0, stdout: "the schema is up to date\n" });
    await server.script(`drop database ${bare}`);
    await server.close();
  });
}
