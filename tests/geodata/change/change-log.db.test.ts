// The riskiest promise: snapshot plus log equals the database for every client, nothing missed, nothing twice. Also
// tests the harness itself: it must find the losses of a log whose numbers are not in commit order.
import { standingAt } from "@minqing/core/access/standing";
import type { NewChange } from "@minqing/core/change/entry";
import { appendChanges } from "@minqing/geodata/change/append";
import { changesAfter, headCursor, insertChanges, purgeChanges } from "@minqing/geodata/change/queries";
import { readChanges } from "@minqing/geodata/change/read-changes";
import type { Executor } from "@minqing/geodata/database";
import { PgDatabase } from "@minqing/geodata/driver/pg/pg-database";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { times } from "../../services/night.ts";
import { testDatabase, testDriver } from "../test-database.ts";
import { type ClientReport, prepareObjects, runLog } from "./log-harness.ts";

const { database, owner, urls } = await testDatabase();
// Eight writers and nine readers at once; the embedded database runs them one after another.
const wide = urls === null ? database : new PgDatabase({ url: urls.app, poolSize: 16 });
beforeAll(() => prepareObjects(owner, database));
afterAll(async () => {
  if (wide !== database) await wide.close();
});

const change = (id: string): NewChange => ({
  kind: "case",
  id,
  scopeBefore: null,
  scopeAfter: standingAt("441502"),
  value: { id },
});
const append = (...ids: string[]) => database.transaction((tx) => appendChanges(tx, ids.map(change)));
const run = { database: wide, owner, writers: 8, transactionsPerWriter: 60 };
const total = (reports: ClientReport[], field: "missed" | "resumes" | "snapshots") =>
  reports.reduce((sum, report) => sum + report[field], 0);

test("snapshot plus log equals the database for every client", { timeout: times(300_000, 3_600_000) }, async () => {
  const all: ClientReport[] = [];
  const oneRun = async (seed: number) => {
    const reports = await runLog({ ...run, seed });
    all.push(...reports);
    const wrong = reports.filter((one) => one.differences.length > 0 || one.missed > 0 || one.repeated > 0);
    expect(wrong).toEqual([]);
  };
  const seeds = fc.integer({ min: 1, max: 1_000_000 });
  // A failed run is not shrunk: another interleaving would pass.
  await fc.assert(fc.asyncProperty(seeds, oneRun), {
    numRuns: times(testDriver === "pg" ? 6 : 3, 100),
    endOnFailure: true,
  });
  expect(total(all, "resumes")).toBeGreaterThan(10);
  expect(total(all, "snapshots")).toBeGreaterThan(all.length);
});

if (testDriver === "pg") {
  // The embedded database has one session: no number can be taken while another transaction is open.
  test("the harness finds the losses of a log without the lock", { timeout: 120_000 }, async () => {
    const withoutLock = async (tx: Executor, entries: readonly NewChange[]) => {
      await tx.execute(insertChanges(entries));
      // On a busy server time passes between taking a number and committing.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 8));
    };
    const reports = await runLog({ ...run, append: withoutLock, seed: 7 });
    expect(total(reports, "missed")).toBeGreaterThan(0);
  });
}

test("the harness finds a change that was not logged", { timeout: 120_000 }, async () => {
  let calls = 0;
  const skipsEntries = (tx: Executor, entries: readonly NewChange[]) =>
    calls++ % 10 === 0 ? Promise.resolve() : appendChanges(tx, entries);
  const reports = await runLog({ ...run, append: skipsEntries, seed: 8 });
  expect(reports.flatMap(({ differences }) => differences)).not.toEqual([]);
});

test("entries of one transaction keep their order", async () => {
  const before = await headCursor(database);
  await append("c", "a", "b");
  const entries = await changesAfter(database, before, 10);
  expect(entries.map(({ id }) => id)).toEqual(["c", "a", "b"]);
  expect(entries[0]).toMatchObject({
    kind: "case",
    scopeBefore: null,
    scopeAfter: standingAt("441502"),
    value: { id: "c" },
  });
  expect(entries[0]?.at).toBeInstanceOf(Date);
});

test("a transaction that rolls back leaves no entry", async () => {
  const before = await headCursor(database);
  const work = async (tx: Executor) => {
    await appendChanges(tx, [change("x")]);
    throw new Error("no");
  };
  await expect(database.transaction(work)).rejects.toThrow("no");
  expect(await headCursor(database)).toBe(before);
});

test("a cursor older than the log is expired; the newest entry stays and its cursor is valid", async () => {
  const old = await headCursor(database);
  await append("p", "q", "r");
  const head = await headCursor(database);
  expect(await purgeChanges(owner, new Date(Date.now() + 60_000))).toBeGreaterThan(0);
  expect(await headCursor(database)).toBe(head);
  expect(await readChanges(database, old, 10)).toEqual({ expired: true });
  expect(await readChanges(database, head, 10)).toEqual({ expired: false, entries: [] });
  await append("s");
  expect(await readChanges(database, head, 10)).toMatchObject({ expired: false, entries: [{ id: "s" }] });
});

test("entries younger than the retention are not purged", async () => {
  await append("t", "u");
  expect(await purgeChanges(owner, new Date(Date.now() - 60_000))).toBe(0);
});

test("a cursor ahead of the log is of another database: expired", async () => {
  const head = await headCursor(database);
  expect(await readChanges(database, head + 1, 10)).toEqual({ expired: true });
});
