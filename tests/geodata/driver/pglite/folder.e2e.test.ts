// The embedded database's folder: one process at a time, a kill loses no committed row, an incomplete folder is made anew.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { PgliteDatabase } from "@minqing/geodata/driver/pglite/pglite-database";
import { vacuumHotTables } from "@minqing/geodata/driver/pglite/upkeep";
import { isUnavailable } from "@minqing/geodata/driver/statement-error";
import { sql } from "@minqing/geodata/sql";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

const WRITER = fileURLToPath(new URL("./ledger-writer.ts", import.meta.url));
const root = await mkdtemp(join(tmpdir(), "minqing-pglite-"));
const folder = join(root, "pglite");
const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
});
afterAll(() => rm(root, { recursive: true, force: true }));

beforeAll(async () => (await PgliteDatabase.open({ folder })).close());

/** Starts the writer; `lines` collects its output. */
function start(mode: "write" | "hold") {
  const child = spawn(process.execPath, [WRITER, folder, mode], { stdio: ["ignore", "pipe", "inherit"] });
  children.add(child);
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, lines, ended };
}

test("a second process fails with the reason, and can open the folder after the first was killed", async () => {
  const first = start("hold");
  await expect.poll(() => first.lines, { timeout: 120_000 }).toContain("open");
  const second = start("hold");
  expect(await second.ended).toBe(3);
  expect(second.lines.join()).toMatch(/refused FolderInUse: .*open in another process.*pglite\.lock/);
  await expect(PgliteDatabase.open({ folder })).rejects.toThrow("open in another process");
  first.child.kill("SIGKILL");
  await first.ended;
  const third = await PgliteDatabase.open({ folder });
  await third.close();
});

test("SIGKILL in mid-write loses no committed row and tears no transaction", async () => {
  let acknowledged = 0;
  for (let kill = 0; kill < 3; kill++) {
    const writer = start("write");
    const enough = acknowledged + 100 + Math.floor(Math.random() * 400);
    await expect
      .poll(() => writer.lines.at(-1), { timeout: 120_000, interval: 5 })
      .toSatisfy((line: string | undefined) => Number(line?.split(" ")[1] ?? 0) > enough);
    writer.child.kill("SIGKILL");
    await writer.ended;
    acknowledged = Number(writer.lines.findLast((line) => line.startsWith("stored "))?.split(" ")[1]);
  }
  const startedAt = performance.now();
  const database = await PgliteDatabase.open({ folder });
  console.log(
    `reopened after 3 kills in ${Math.round(performance.now() - startedAt)} ms, ${acknowledged} acknowledged`,
  );
  const [row] = await database.raw(
    sql`select count(distinct n) as batches, count(*) as rows, max(n) as last from ledger`,
  );
  const torn = await database.raw(sql`select n from ledger group by n having count(*) <> 5`);
  await database.close();
  expect(torn).toEqual([]);
  expect(row?.["last"]).toBeGreaterThanOrEqual(acknowledged);
  expect(row?.["batches"]).toBe(row?.["last"]);
  expect(row?.["rows"]).toBe(5 * Number(row?.["last"]));
});

test("a folder whose first opening was interrupted is made anew", async () => {
  const half = join(root, "half");
  await mkdir(half);
  await writeFile(join(half, "PG_VERSION"), "18\n");
  await writeFile(`${half}.unfinished`, "");
  const database = await PgliteDatabase.open({ folder: half });
  expect(await database.raw(sql`select 1 as n`)).toEqual([{ n: 1 }]);
  await database.close();
  expect(existsSync(`${half}.unfinished`)).toBe(false);
});

test("a thread that hangs is ended: the statement fails, the next opens the database again", async () => {
  const database = await PgliteDatabase.open({ folder, stuckAfterMs: 5_000 });
  const before = await database.raw(sql`select count(*) as n from ledger`);
  const hanging = database.raw(sql`select count(*) from generate_series(1, 1000000000000)`);
  const waiting = database.raw(sql`select 1 as n`);
  expect(isUnavailable(await hanging.catch((fault: unknown) => fault))).toBe(true);
  expect(await waiting).toEqual([{ n: 1 }]);
  expect(await database.raw(sql`select count(*) as n from ledger`)).toEqual(before);
  await database.close();
});

test("upkeep vacuums a small table with many dead rows and leaves the others alone", async () => {
  const database = await PgliteDatabase.open({ folder });
  await database.script(
    "create table hot (id int primary key, v int) with (fillfactor = 50); create table quiet (id int)",
  );
  await database.execute(sql`insert into hot select i, 0 from generate_series(1, 2000) i`);
  await database.execute(sql`update hot set v = v + 1`);
  // A session reports its statistics at most once a second.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  await database.raw(sql`select 1`);
  const vacuumed = await vacuumHotTables(database);
  expect(vacuumed).toContain("minqing.hot");
  expect(vacuumed).not.toContain("minqing.quiet");
  const [stats] = await database.raw(sql`select n_dead_tup as dead from pg_stat_user_tables where relname = 'hot'`);
  expect(stats?.["dead"]).toBe(0);
  await database.close();
});
