// The scope as SQL and the scope in core are one law: what the list shows, the log and the frames show.
import { compileScope, concernsScope, inScope } from "@minqing/core/access/scope";
import { concernsScopeSql, inRegionSql, inScopeSql } from "@minqing/geodata/access/scope-queries";
import type { Database } from "@minqing/geodata/database";
import { sql } from "@minqing/geodata/sql";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { testDatabase } from "../test-database.ts";

let db: Database;
beforeAll(async () => {
  ({ database: db } = await testDatabase());
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
