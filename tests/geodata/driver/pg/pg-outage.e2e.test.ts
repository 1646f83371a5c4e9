// A PostgreSQL server that is killed and comes back: statements fail as unavailable, nothing crashes, lost leases are
// reported, and everything works again by itself.
import { PgDatabase } from "@minqing/geodata/driver/pg/pg-database";
import { isUnavailable } from "@minqing/geodata/driver/statement-error";
import { sql } from "@minqing/geodata/sql";
import { afterAll, expect, test } from "vitest";
import { startPostgres } from "../../../services/postgres.ts";

const cluster = await startPostgres({ durability: "volatile" });
const database = new PgDatabase({ url: cluster.url, poolSize: 4, connectTimeoutMs: 1_000 });
afterAll(async () => {
  await database.close();
  await cluster.stop();
});

const isAvailable = () =>
  database.raw(sql`select 1 as n`).then(
    () => true,
    () => false,
  );

test("the server stops and starts again under the pool, the bell and a lease", async () => {
  let rings = 0;
  let lost = 0;
  database.onBell("changes", () => rings++);
  const lease = await database.tryLease("ingest", () => lost++);
  expect(lease).not.toBeNull();
  expect(await isAvailable()).toBe(true);
  const inTransaction = database.transaction(async (tx) => {
    await tx.raw(sql`select 1`);
    await cluster.kill9();
    await tx.raw(sql`select 2`);
  });
  expect(isUnavailable(await inTransaction.catch((fault: unknown) => fault))).toBe(true);
  await expect.poll(() => lost).toBe(1);

  const faults = await Promise.all(
    Array.from({ length: 8 }, () => database.raw(sql`select 1`).catch((fault: unknown) => fault)),
  );
  expect(faults.every(isUnavailable)).toBe(true);
  expect(isUnavailable(await database.tryLease("ingest", () => undefined).catch((fault: unknown) => fault))).toBe(true);
  database.ring("changes");

  await cluster.restart();
  await expect.poll(isAvailable, { timeout: 10_000 }).toBe(true);
  const before = rings;
  await expect
    .poll(
      () => {
        database.ring("changes");
        return rings - before;
      },
      { timeout: 10_000 },
    )
    .toBeGreaterThan(0);
  const again = await database.tryLease("ingest", () => undefined);
  expect(again).not.toBeNull();
  await again?.release();
  expect(lost).toBe(1);
});

test("one killed connection costs its holder one error and nobody else anything", async () => {
  const victim = database.transaction(async (tx) => {
    const [row] = await tx.raw(sql`select pg_backend_pid() as pid`);
    const killer = new PgDatabase({ url: cluster.url, poolSize: 1 });
    await killer.raw(sql`select pg_terminate_backend(${row?.["pid"]}::int)`);
    await killer.close();
    await tx.raw(sql`select 2`);
  });
  expect(isUnavailable(await victim.catch((fault: unknown) => fault))).toBe(true);
  expect(await Promise.all(Array.from({ length: 12 }, isAvailable))).not.toContain(false);
});

test("a statement that runs too long is cancelled, and an idle transaction ended", async () => {
  const strict = new PgDatabase({ url: cluster.url, statementTimeoutMs: 100, idleInTransactionTimeoutMs: 200 });
  await expect(strict.raw(sql`select pg_sleep(5)`)).rejects.toMatchObject({ code: "57014", kind: "refused" });
  const idle = strict.transaction(async (tx) => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    await tx.raw(sql`select 1`);
  });
  expect(isUnavailable(await idle.catch((fault: unknown) => fault))).toBe(true);
  expect(await strict.raw(sql`select 1 as n`)).toEqual([{ n: 1 }]);
  await strict.close();
});

test("closes at once while the server is down", async () => {
  const other = new PgDatabase({ url: "postgres://nobody@127.0.0.1:1/nothing" });
  other.onBell("changes", () => undefined);
  expect(isUnavailable(await other.raw(sql`select 1`).catch((fault: unknown) => fault))).toBe(true);
  await other.close();
});
