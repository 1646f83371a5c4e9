import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { dump } from "@minqing/geodata/backup/dump";
import { restore } from "@minqing/geodata/backup/restore";
import { seedDemoCity } from "@minqing/geodata/demo/seed/seed-demo-city";
import { sql } from "@minqing/geodata/sql";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "../test-database.ts";

const { owner } = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), "minqing-backup-"));
afterAll(() => rm(folder, { recursive: true }));
const file = join(folder, "city.backup.gz");
const anchor = new Date("2026-09-11T00:00:00Z");

const linesOf = async (path: string) =>
  gunzipSync(await readFile(path))
    .toString()
    .trimEnd()
    .split("\n");
const emptied = async () => {
  const tables = (JSON.parse((await linesOf(file))[0] ?? "") as { tables: string[] }).tables;
  await owner.script(`truncate ${tables.map((table) => `minqing.${table}`).join(", ")} cascade`);
};

beforeAll(async () => {
  await seedDemoCity(owner, { cityCode: "441500", seed: "backup", densityScale: 0.02, anchor });
  await owner.execute(sql`update thing_kinds set stale_intervals = 5 where code = 'vehicle'`);
  await owner.execute(sql`delete from thing_kinds where code = 'air_station'`);
  await dump(owner, file, anchor);
});

test("a database with rows is not overwritten by a restore", async () => {
  await expect(restore(owner, file)).rejects.toThrow(/expected an empty database, got rows in/);
});

test("a truncated backup fails and leaves nothing behind", async () => {
  const cut = join(folder, "cut.gz");
  const lines = await linesOf(file);
  await writeFile(cut, gzipSync(lines.slice(0, -1).join("\n")));
  await emptied();
  await expect(restore(owner, cut)).rejects.toThrow("expected a whole backup, got one that ends without its foot");
  expect(await owner.raw(sql`select count(*) as n from regions`)).toEqual([{ n: 0 }]);
});

test("a backup of another schema fails", async () => {
  const other = join(folder, "other.gz");
  const [head = "", ...rest] = await linesOf(file);
  const changed = { ...(JSON.parse(head) as object), schemaVersion: 9999 };
  await writeFile(other, gzipSync([JSON.stringify(changed), ...rest].join("\n")));
  await expect(restore(owner, other)).rejects.toThrow("expected a database with schema version 9999");
});

test("a restored database dumps the same backup, line for line", async () => {
  await emptied();
  const counts = await restore(owner, file);
  expect(counts["regions"]).toBeGreaterThan(900);
  const again = join(folder, "again.gz");
  expect(await dump(owner, again, anchor)).toEqual(counts);
  expect(await linesOf(again)).toEqual(await linesOf(file));
});

test("a database that is fresh from its migrations gets the kinds of the backup in place of its own", async () => {
  const { owner: fresh } = await testDatabase();
  await restore(fresh, file);
  expect(
    await fresh.raw(sql`select code, stale_intervals from thing_kinds where code in ('vehicle', 'air_station')`),
  ).toEqual([{ code: "vehicle", stale_intervals: 5 }]);
});
