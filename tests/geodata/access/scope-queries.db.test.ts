// The scope as SQL and the scope in core agree: lists show the same objects as the change log and live frames.
import { randomUUID } from "node:crypto";
import { CaseRange, compileScope, concernsScope, type Grants, inScope, type Scope } from "@minqing/core/access/scope";
import { type CaseStanding, inPlace, seesAlarm, seesCase, seesDetection } from "@minqing/core/access/standing";
import {
  concernsScopeSql,
  inPlaceSql,
  inRegionSql,
  inScopeSql,
  seesAlarmSql,
  seesCaseSql,
  seesDetectionSql,
} from "@minqing/geodata/access/scope-queries";
import type { Database, Executor } from "@minqing/geodata/database";
import { json, sql } from "@minqing/geodata/sql";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { testDatabase } from "../test-database.ts";

let db: Database;
let owner: Database;
beforeAll(async () => {
  ({ database: db, owner } = await testDatabase());
  for (const unit of ["u1", "u2", "u3"])
    await owner.execute(sql`
      insert into departments (id, name, kind, region_code, valid_from, synthetic)
      values (${unit}, ${unit}, 'bureau', '441500', '2020-01-01', true)`);
});

/** Few digits, so that codes nest and touch: 441500, 441521, 441521001, … down to grid cells; two cities. */
const part = fc.constantFrom("001", "002", "010", "100");
const county = fc.constantFrom("441500", "441502", "441521", "440500", "440511");
const code = fc
  .tuple(county, fc.array(part, { maxLength: 3 }))
  .map(([six, parts]) => (six.endsWith("00") ? six : six + parts.join("")));
const scope = fc
  .tuple(fc.array(code, { minLength: 1, maxLength: 4 }), fc.array(code, { maxLength: 3 }))
  .map(([regions, except]) => compileScope(regions, except));

const Row = z.object({ code: z.string(), inside: z.boolean(), concerns: z.boolean(), region: z.boolean() });

test("inScopeSql, concernsScopeSql and inRegionSql are core's predicates", async () => {
  await fc.assert(
    fc.asyncProperty(scope, code, fc.array(code, { minLength: 1, maxLength: 30 }), async (own, region, codes) => {
      const column = sql`c.code`;
      const rows = await db.query(
        sql`select c.code, ${inScopeSql(own, column)} as inside, ${concernsScopeSql(own, column)} as concerns,
            ${inRegionSql(region, column)} as region
          from unnest(${codes}::text[]) as c (code)`,
        Row,
      );
      const whole = compileScope([region]);
      expect(rows).toEqual(
        codes.map((each) => ({
          code: each,
          inside: inScope(own, each),
          concerns: concernsScope(own, each),
          region: inScope(whole, each),
        })),
      );
    }),
    { numRuns: 150 },
  );
});

test("a scope without regions sees nothing", async () => {
  const nothing = compileScope([]);
  const { inside } = await db.one(
    sql`select ${inScopeSql(nothing, sql`'441521'::text`)} as inside`,
    z.object({ inside: z.boolean() }),
  );
  expect([inside, inScope(nothing, "441521")]).toEqual([false, false]);
});

const few = (...names: string[]) => fc.uniqueArray(fc.constantFrom(...names), { maxLength: names.length });
const grade = fc.constantFrom(0 as const, 1 as const, 2 as const);
const granted = fc
  .tuple(
    scope,
    fc.record({
      reaches: few("r1", "r2"),
      caseRange: fc.constantFrom(...CaseRange.options),
      departments: few("u1", "u2"),
      own: fc.constantFrom("me", null),
      secrecy: grade,
    }),
  )
  .map(([{ prefixes, except }, grants]) => {
    const codes = (of: readonly string[]) => of.map((each) => (each.length === 4 ? `${each}00` : each));
    return compileScope(codes(prefixes), codes(except), grants);
  });
const standing: fc.Arbitrary<CaseStanding> = fc.record({
  code,
  reach: fc.constantFrom("r1", "r2", "r3", null),
  lead: fc.constantFrom("u1", "u2", "u3", null),
  assisting: few("u1", "u3"),
  reporters: few("me", "other"),
  assignees: few("me", "other"),
  secrecy: grade,
});

const sourceCase = fc.option(
  standing.map((each) => ({ ...each, reach: null })),
  { nil: null },
);

test("seesCaseSql, seesAlarmSql, seesDetectionSql and inPlaceSql are core's predicates", async () => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(
      granted,
      fc.array(fc.tuple(standing, sourceCase), { minLength: 1, maxLength: 30 }),
      async (own, pairs) => {
        const standings = pairs.map(([each]) => each);
        const cases = pairs.map(([, ofCase]) => ofCase);
        const rows = await owner.transaction(async (tx) => {
          const ids = cases.map((each) => (each === null ? null : randomUUID()));
          for (const [i, each] of cases.entries()) if (each !== null) await insertCase(tx, ids[i] ?? "", each);
          const found = await tx.query(
            sql`
              select ${seesCaseSql(own, sql`c`)} is true as "case",
                ${seesDetectionSql(own, sql`c`, sql`c.reach_code`)} is true as detection,
                ${seesAlarmSql(own, sql`c`, sql`c.reach_code`)} is true as alarm,
                ${inPlaceSql(own, { code: sql`c.region_code`, reach: sql`c.reach_code` })} is true as place
              from (
                select ordinality, s ->> 'code' as region_code, s ->> 'reach' as reach_code, s ->> 'lead' as department_id,
                  array(select jsonb_array_elements_text(s -> 'assisting')) as assisting,
                  array(select jsonb_array_elements_text(s -> 'reporters')) as reporters,
                  array(select jsonb_array_elements_text(s -> 'assignees')) as assignees,
                  (s ->> 'secrecy')::int as secrecy, (${ids}::uuid[])[ordinality] as case_id
                from jsonb_array_elements(${json(standings)}::jsonb) with ordinality as e (s, ordinality)) c
              order by c.ordinality`,
            z.object({ case: z.boolean(), detection: z.boolean(), alarm: z.boolean(), place: z.boolean() }),
          );
          await tx.execute(sql`delete from cases where id = any(${ids.filter((id) => id !== null)}::uuid[])`);
          return found;
        });
        expect(rows).toEqual(
          pairs.map(([each, ofCase]) => ({
            case: seesCase(own, each),
            detection: seesDetection(own, { ...each, case: ofCase }),
            alarm: seesAlarm(own, { ...each, case: ofCase }),
            place: inPlace(own, each),
          })),
        );
        seen += rows.filter((row) => row.case && row.alarm).length;
      },
    ),
    { numRuns: 100 },
  );
  expect(seen).toBeGreaterThan(30);
}, 120_000);

const insertCase = (tx: Executor, id: string, of: CaseStanding): Promise<number> =>
  tx.execute(sql`
    insert into cases (id, number, kind, category, category_edition, title, status, priority, source, region_code, reach_code,
      geom, reported_at, status_since, version, synthetic, department_id, reporters, assisting, assignees, secrecy)
    select ${id}::uuid, ${id}, 'event', '0110', 'e', 't', 'reported', 2, 'citizen', ${of.code}, ${of.reach},
      st_setsrid(st_makepoint(115, 22), 4326), now(), now(), 1, true, ${of.lead}, ${of.reporters}::text[],
      ${of.assisting}::text[], ${of.assignees}::text[], ${of.secrecy}`);

test("the lists of a unit and of an account ask the indexes of their sets, not every case", async () => {
  await owner.execute(sql`
    insert into cases (id, number, kind, category, category_edition, title, status, priority, source, region_code, geom,
      reported_at, status_since, version, synthetic, reporters, assisting, assignees)
    select gen_random_uuid(), n::text, 'event', '0110', 'e', 't', 'reported', 2, 'citizen', '441521',
      st_setsrid(st_makepoint(115, 22), 4326), now(), now(), 1, true, array['account-' || n % 2000],
      case when n % 10 = 0 then array['unit-' || n % 500] else '{}' end,
      case when n % 10 = 1 then array['account-' || n % 1000] else '{}' end
    from generate_series(1, 20000) n`);
  await owner.script("vacuum analyze cases");
  const planOf = async (own: Scope) => {
    const rows = await owner.raw(sql`explain select c.id from cases c where ${seesCaseSql(own, sql`c`)}`);
    return rows.map((row) => String(row["QUERY PLAN"])).join("\n");
  };
  const one = await planOf(compileScope(["441500"], [], { caseRange: "own", own: "account-7" }));
  expect(one).toContain("cases_reporters");
  expect(one).toContain("cases_assignees");
  const grants: Partial<Grants> = { caseRange: "department", departments: ["unit-10"], own: "x" };
  const unit = await planOf(compileScope(["441500"], [], grants));
  for (const index of ["cases_department", "cases_assisting", "cases_reporters", "cases_assignees"])
    expect(unit).toContain(index);
  for (const plan of [one, unit]) expect(plan).not.toContain("Seq Scan");
});
