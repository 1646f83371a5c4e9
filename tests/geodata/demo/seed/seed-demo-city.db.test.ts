// The database after seeding: the same on both drivers, valid, complete, marked as simulated.
import type { CaseClock } from "@minqing/core/case/clock";
import { foldActs } from "@minqing/core/case/decide";
import { foldClocks } from "@minqing/core/case/run-clocks";
import { caseActs, clocksOfCases } from "@minqing/geodata/case/act-queries";
import { seedDemoCity } from "@minqing/geodata/demo/seed/seed-demo-city";
import { type Sql, sql, sqlName } from "@minqing/geodata/sql";
import { expect, test } from "vitest";
import { z } from "zod";
import { testDatabase } from "../../test-database.ts";
import { ANCHOR, FAST } from "../city/fast-city.ts";

const TABLES = [
  "regions",
  "grid_cells",
  "departments",
  "posts",
  "people",
  "shifts",
  "rivers",
  "reaches",
  "roads",
  "components",
  "case_categories",
  "detection_classes",
  "alarm_rules",
  "observed_properties",
  "settings",
  "things",
  "datastreams",
  "cameras",
  "camera_groups",
  "observations",
  "cases",
  "reports",
  "case_acts",
  "case_clocks",
  "case_numbers",
];
/** Over the rows of the tables above without nulls; recorded here so that both drivers and every machine must agree. */
const DIGESTS = { "441500": "7c8a25824a712d7f233d3d5176b50c5b", "440500": "7cb2d237ca0435f134bbfbeb99d2b3c1" } as const;

const first = await testDatabase();
const second = await testDatabase();

const count = async (where: Sql): Promise<number> =>
  (await first.owner.one(sql`select count(*) as n from ${where}`, z.object({ n: z.number() }))).n;

const inOrder = (clocks: readonly CaseClock[]): CaseClock[] =>
  clocks.toSorted((a, b) => a.startedBy - b.startedBy || a.clock.localeCompare(b.clock));

test.each([
  ["441500", first],
  ["440500", second],
] as const)("seeding %s writes the rows with the recorded digest", async (cityCode, { owner }) => {
  const steps: string[] = [];
  const result = await seedDemoCity(owner, {
    cityCode,
    ...FAST,
    anchor: ANCHOR,
    onProgress: ({ step }) => steps.push(step),
  });
  expect(result.seeded).toBe(true);
  expect(steps).toEqual(["generate", ...Object.keys(result.rows), "done"]);
  const digests: string[] = [];
  for (const table of TABLES) {
    const { digest, rows } = await owner.one(
      sql`select count(*) as rows, coalesce(md5(string_agg(t.row, '' order by t.row)), '') as digest
        from (select md5(jsonb_strip_nulls(to_jsonb(r))::text) as row from ${sqlName(table)} r) t`,
      z.object({ digest: z.string(), rows: z.number() }),
    );
    expect(rows, table).toBeGreaterThan(0);
    if (table !== "settings") expect(rows, table).toBe(result.rows[table]);
    digests.push(`${table} ${digest}`);
  }
  const { digest } = await owner.one(
    sql`select md5(${digests.join("\n")}) as digest`,
    z.object({ digest: z.string() }),
  );
  expect(digest).toBe(DIGESTS[cityCode]);
});

test("seeding the same city again does nothing, another city is an error", async () => {
  const options = { ...FAST, anchor: new Date() };
  expect(await seedDemoCity(first.owner, { cityCode: "441500", ...options })).toEqual({ seeded: false, rows: {} });
  await expect(seedDemoCity(first.owner, { cityCode: "440500", ...options })).rejects.toThrow(
    "expected a database for city 440500, got one that holds the demo city 441500",
  );
});

test("geometry is valid, and things lie in their grid cell", async () => {
  expect(await count(sql`grid_cells where not st_isvalid(geom)`)).toBe(0);
  expect(await count(sql`regions where not st_isvalid(geom)`)).toBe(0);
  // One centimetre of rounding; gauges at the shore and bridges belong to the nearest cell.
  const strays = await count(sql`things t where not exists (
    select from grid_cells g where g.code = t.region_code and st_dwithin(g.geom, t.geom, 0.0000005))`);
  expect(strays).toBeLessThanOrEqual(2);
});

test("neighbouring grid cells do not overlap by more than rounding", async () => {
  const { worst } = await first.owner.one(
    sql`select coalesce(max(st_area(st_intersection(a.geom, b.geom)::geography)), 0) as worst
      from grid_cells a join grid_cells b on a.code < b.code and a.geom && b.geom`,
    z.object({ worst: z.number() }),
  );
  expect(worst).toBeLessThan(1);
});

test("the history folds to its rows and its clocks", async () => {
  const rows = await first.owner.query(
    sql`select id, seq, version, status, department_id, return_count, rework_count, ended_at, closed_at
      from cases order by id limit 200`,
    z.object({
      id: z.string(),
      seq: z.number(),
      version: z.number(),
      status: z.string(),
      departmentId: z.string().nullable(),
      returnCount: z.number(),
      reworkCount: z.number(),
      endedAt: z.date().nullable(),
      closedAt: z.date().nullable(),
    }),
  );
  const clocks = await clocksOfCases(
    first.owner,
    rows.map(({ id }) => id),
  );
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) {
    const acts = await caseActs(first.owner, row.id);
    expect(foldActs(acts)).toMatchObject(row);
    expect(inOrder(foldClocks(acts))).toEqual(inOrder(clocks.get(row.id) ?? []));
  }
  expect(
    await count(sql`cases where closed_at >= ${ANCHOR}::timestamptz or status not in ('closed', 'rejected')`),
  ).toBe(0);
});

test("generated rows are marked as synthetic, real ones are not", async () => {
  for (const table of [
    "grid_cells",
    "things",
    "cameras",
    "people",
    "posts",
    "shifts",
    "cases",
    "roads",
    "reaches",
    "components",
  ]) {
    expect(await count(sql`${sqlName(table)} where not synthetic`), table).toBe(0);
  }
  expect(await count(sql`regions where synthetic <> (level in ('town', 'village') or kind = 'zone')`)).toBe(0);
});
