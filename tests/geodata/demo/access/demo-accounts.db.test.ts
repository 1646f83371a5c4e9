import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROLES } from "@minqing/core/access/account";
import type { Database } from "@minqing/geodata/database";
import { provideDemoAccounts } from "@minqing/geodata/demo/access/demo-accounts";
import { seedDemoCity } from "@minqing/geodata/demo/seed/seed-demo-city";
import { sql } from "@minqing/geodata/sql";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { SEED_TIMEOUT_MS } from "../../../server/open-app.ts";
import { testDatabase } from "../../test-database.ts";

const NOW = new Date("2026-09-11T10:10:00Z");
let db: Database;
let folder: string;
beforeAll(async () => {
  const { database, owner } = await testDatabase();
  db = database;
  await seedDemoCity(owner, { cityCode: "441500", seed: "test", densityScale: 0.02, anchor: NOW });
  folder = await mkdtemp(join(tmpdir(), "minqing-accounts-"));
}, SEED_TIMEOUT_MS);
afterAll(() => rm(folder, { recursive: true, force: true }));

test("the demo has an account for every role, linked to people of the city, and returns the stored list", async () => {
  const accounts = await provideDemoAccounts(db, folder, "441500", NOW);
  expect(new Set(accounts.flatMap(({ roles }) => roles))).toEqual(new Set(ROLES));
  const LinkedAccount = z.object({ username: z.string(), isOwn: z.boolean() });
  const linked = await db.query(
    sql`select a.username, p.region_code like a.region_codes[1] || '%' and p.department_id = a.department_id as is_own
      from accounts a join people p on p.username = a.username where a.username like 'grid-worker-%' order by 1`,
    LinkedAccount,
  );
  const workers = accounts.filter(({ roles }) => roles.includes("grid_worker"));
  expect(workers.length).toBeGreaterThan(0);
  for (const { scope } of workers) expect(scope.map((code) => code.length)).toEqual([12]);
  expect(linked).toEqual(workers.map(({ username }) => ({ username, isOwn: true })));
  expect(await provideDemoAccounts(db, folder, "441500", NOW)).toEqual(accounts);
});
