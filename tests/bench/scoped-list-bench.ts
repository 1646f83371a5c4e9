// The first page of cases that a town's user sees, among a million cases; and the same rows under row-level security, the
// way that was not taken (docs/adr: scope in the statement). Ceiling: the newest page of all cases,
// without scope or names.
import { compileScope, type Scope } from "@minqing/core/access/scope";
import { listCases } from "@minqing/geodata/case/view-queries";
import type { Database } from "@minqing/geodata/database";
import { PgDatabase } from "@minqing/geodata/driver/pg/pg-database";
import { sql } from "@minqing/geodata/sql";
import { z } from "zod";
import { againstCeilings } from "./against-ceiling.ts";
import type { Bench } from "./bench.ts";
import { startCityDatabase } from "./city-database.ts";
import { withScratch } from "./scratch.ts";
import { percentile } from "./statistics.ts";

const CASES = 1_000_000;
const ASKS = 400;
/** A page, and one row more that says whether another page follows. */
const PAGE_ROWS = 51;

export const SCOPED_LIST_BENCH: Bench = {
  about: `the first 50 of ${CASES} cases that a town's user sees, ${ASKS} asks, PostgreSQL`,
  run: () =>
    withScratch(async (folder) => {
      const city = await startCityDatabase(folder);
      const database = new PgDatabase({ url: city.settings.url, statementTimeoutMs: 600_000 });
      const owner = new PgDatabase({ url: city.settings.ownerUrl, statementTimeoutMs: 600_000 });
      try {
        await fill(owner);
        const towns = await townsOf(owner);
        const plain = await ask(towns, (scope) => page(database, scope));
        const unscoped = await ask(towns, () => newest(database));
        const counted = await ask(towns.slice(0, 100), (scope) => count(database, scope));
        await secureRows(owner);
        const secured = await ask(towns, (scope) => pageUnderSecurity(database, scope));
        return [
          { name: "scope in the statement, median", value: percentile(plain, 0.5), unit: "ms" },
          ...againstCeilings({ name: "scope in the statement, p95", value: percentile(plain, 0.95), unit: "ms" }, [
            { name: "the newest page without scope, p95", value: percentile(unscoped, 0.95), target: "≤ 10" },
          ]),
          { name: "count of open cases, p95", value: percentile(counted, 0.95), unit: "ms" },
          { name: "row-level security, median", value: percentile(secured, 0.5), unit: "ms" },
          { name: "row-level security, p95", value: percentile(secured, 0.95), unit: "ms" },
        ];
      } finally {
        await database.close();
        await owner.close();
        await city.stop();
      }
    }),
};

/** Three years of cases, spread over the grid cells of the demo city. */
async function fill(owner: Database): Promise<void> {
  await owner.script(`
    create temporary table cells as
      select row_number() over (order by md5(code)) - 1 as place, code, st_pointonsurface(geom) as point from grid_cells;
    insert into cases (id, number, kind, category, category_edition, title, status, priority, source, region_code, geom,
      reported_at, status_since, closed_at, ended_at, version, synthetic)
    select gen_random_uuid(), 'bench' || n, 'event', '0110', 'demo 1', 'bench',
      case when n % 50 = 0 then 'handling' else 'closed' end, 1 + n % 4, 'patrol', code, point,
      now() - n * interval '95 seconds', now(), case when n % 50 = 0 then null else now() end, case when n % 50 = 0 then null else now() end, 1, true
    from generate_series(1, ${CASES}) n join cells on place = n % (select count(*) from cells);`);
  await owner.script("vacuum analyze cases");
}

const townsOf = async (owner: Database): Promise<string[]> => {
  const rows = await owner.query(
    sql`select code from regions where level = 'town' order by md5(code)`,
    z.object({ code: z.string() }),
  );
  return rows.map(({ code }) => code);
};

async function ask(towns: readonly string[], read: (scope: Scope) => Promise<unknown>): Promise<number[]> {
  const elapsed: number[] = [];
  for (let turn = 0; turn < ASKS; turn += 1) {
    const scope = compileScope([towns[turn % towns.length] ?? ""]);
    const startedAt = performance.now();
    await read(scope);
    elapsed.push(performance.now() - startedAt);
  }
  return elapsed;
}

const filter = (scope: Scope) => ({
  scope,
  region: null,
  bbox: null,
  since: null,
  until: null,
  before: null,
  limit: PAGE_ROWS,
  statuses: null,
  priorities: null,
  category: null,
  departmentId: null,
  source: null,
});

const page = (database: Database, scope: Scope) => listCases(database, filter(scope));

const newest = (database: Database) =>
  database.raw(sql`select * from cases order by reported_at desc, id desc limit ${PAGE_ROWS}`);

const count = (database: Database, scope: Scope) =>
  database.raw(sql`select count(*) from cases
    where ended_at is null and region_code like ${`${scope.prefixes[0]}%`}`);

/** What row-level security would be: the session names its prefixes, the policy compares each row. */
async function secureRows(owner: Database): Promise<void> {
  await owner.script(`
    alter table cases enable row level security;
    create policy scope on cases using (
      exists (select from unnest(string_to_array(current_setting('minqing.scope', true), ',')) p (prefix)
        where starts_with(region_code, p.prefix)));`);
}

const pageUnderSecurity = (database: Database, scope: Scope) =>
  database.transaction(async (tx) => {
    await tx.raw(sql`select set_config('minqing.scope', ${scope.prefixes.join(",")}, true)`);
    return listCases(tx, filter(scope));
  });
