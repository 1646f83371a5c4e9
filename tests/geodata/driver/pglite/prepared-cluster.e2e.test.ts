// A database unpacked from the prepared cluster is the one that initdb and CREATE EXTENSION make.
import { readFile } from "node:fs/promises";
import { PgliteDatabase, type PgliteSettings } from "@minqing/geodata/driver/pglite/pglite-database";
import { MANIFEST_FILE, Manifest, PREPARED_FOLDER } from "@minqing/geodata/driver/pglite/prepared-cluster";
import { sql } from "@minqing/geodata/sql";
import { expect, test } from "vitest";
import { isNight } from "../../../services/night.ts";

/** Everything that a statement can see and that is not an instant, an OID or a place in the log. */
const CONTENTS = {
  versions: sql`select version(), postgis_full_version() as postgis`,
  roles: sql`select to_jsonb(r) - 'oid' as role from pg_roles r order by rolname`,
  databases: sql`
    select datname, encoding, datcollate, datctype, datlocprovider, datistemplate, datallowconn, datconnlimit
    from pg_database order by datname`,
  settings: sql`select name, setting from pg_settings order by name`,
  schemas: sql`select nspname, nspacl::text from pg_namespace where nspname !~ '^pg_(toast_)?temp' order by nspname`,
  extensions: sql`select extname, extversion, extnamespace::regnamespace::text from pg_extension order by extname`,
  relations: sql`
    select relnamespace::regnamespace::text, relname, relkind, relnatts from pg_class
    where relnamespace <> 'pg_toast'::regnamespace order by 1, 2`,
  functions: sql`
    select count(*), md5(string_agg(concat_ws(' ', oid::regprocedure, prosrc, probin, provolatile), e'\n'
      order by oid::regprocedure::text)) from pg_proc`,
  types: sql`select count(*), md5(string_agg(oid::regtype::text, ' ' order by oid::regtype::text)) from pg_type`,
  operators: sql`select count(*), md5(string_agg(oid::regoperator::text, ' ' order by oid::regoperator::text)) from pg_operator`,
  casts: sql`
    select count(*), md5(string_agg(concat_ws(' ', castsource::regtype, casttarget::regtype, castcontext), ' '
      order by castsource::regtype::text, casttarget::regtype::text)) from pg_cast`,
  references: sql`select count(*), md5(string_agg(s::text, ' ' order by srid)) from spatial_ref_sys s`,
  statistics: sql`select count(*) from pg_stats where schemaname = 'public'`,
};

async function contentsOf(origin: PgliteSettings["origin"] & string) {
  const issues: string[] = [];
  const onUnfitPrepared = (issue: string) => issues.push(issue);
  const database = await PgliteDatabase.open({ folder: null, origin, onUnfitPrepared });
  try {
    const contents: Record<string, unknown> = {};
    for (const [name, statement] of Object.entries(CONTENTS)) contents[name] = await database.raw(statement);
    return { contents, issues };
  } finally {
    await database.close();
  }
}

test("the prepared cluster fits, its manifest names the versions, and at night: it holds what initdb makes", async () => {
  const prepared = await contentsOf("prepared");
  expect(prepared.issues).toEqual([]);
  const manifest = Manifest.parse(JSON.parse(await readFile(PREPARED_FOLDER + MANIFEST_FILE, "utf8")));
  const versions = JSON.stringify(prepared.contents["versions"]);
  expect(versions).toContain(`PostgreSQL ${manifest.postgres} (PGlite ${manifest.pglite})`);
  expect(versions).toContain(`${manifest.postgis} `);
  // initdb takes 20 s of a core.
  if (isNight) expect(prepared.contents).toEqual((await contentsOf("initdb")).contents);
});
