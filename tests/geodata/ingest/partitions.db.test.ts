// Telemetry's daily partitions: made ahead, made for late days with rows in the default partition, dropped when old.
import { ensurePartitions } from "@minqing/geodata/ingest/partitions";
import { sql } from "@minqing/geodata/sql";
import { expect, test } from "vitest";
import { testDatabase } from "../test-database.ts";

const { database, owner } = await testDatabase();
const NOW = new Date("2026-03-10T12:00:00Z");
const plan = { now: NOW, aheadDays: 1, keepDays: 5 };

const whereRowsAre = async () =>
  (
    await database.raw(
      sql`select o.tableoid::regclass::text as place, count(*) as rows from observations o group by 1 order by 1`,
    )
  ).map(({ place, rows }) => `${String(place)} ${String(rows)}`);
const observe = (at: string) =>
  database.execute(sql`
    insert into observations (datastream_id, observed_at, received_at, value_num) values (1, ${new Date(at)}, ${NOW}, 1)`);

test("partitions are made ahead for observations and positions", async () => {
  expect((await ensurePartitions(owner, plan)).made).toEqual([
    "observations_20260310",
    "observations_20260311",
    "positions_20260310",
    "positions_20260311",
  ]);
  expect(await ensurePartitions(owner, plan)).toEqual({ made: [], dropped: [] });
});

test("rows of a late day move from the default partition to one of their own", async () => {
  for (const at of ["2026-03-08T23:59:59.999Z", "2026-03-09T00:00:00Z", "2026-03-10T01:00:00Z"]) await observe(at);
  expect(await whereRowsAre()).toEqual(["observations_20260310 1", "observations_default 2"]);
  expect((await ensurePartitions(owner, plan)).made).toEqual(["observations_20260308", "observations_20260309"]);
  expect(await whereRowsAre()).toEqual([
    "observations_20260308 1",
    "observations_20260309 1",
    "observations_20260310 1",
  ]);
});

test("rows older than the retention are deleted, with their partition", async () => {
  await observe("2020-01-01T00:00:00Z");
  const later = new Date("2026-03-14T12:00:00Z");
  const { dropped } = await ensurePartitions(owner, { ...plan, now: later });
  expect(dropped).toEqual(["observations_20260308"]);
  expect(await whereRowsAre()).toEqual(["observations_20260309 1", "observations_20260310 1"]);
});

test("the application's role writes to a partition that the owner made", async () => {
  await observe("2026-03-11T08:00:00Z");
  expect(await whereRowsAre()).toContain("observations_20260311 1");
});
