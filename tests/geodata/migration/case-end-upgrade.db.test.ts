// Upgrades a city whose cases had no instant of their end: ended ones get it, open ones do not, and nothing else changes.
import { randomUUID } from "node:crypto";
import { isEnded } from "@minqing/core/case/stages";
import { CASE_STATUSES } from "@minqing/core/case/status";
import { sql } from "@minqing/geodata/sql";
import { expect, test } from "vitest";
import { testDatabase } from "../test-database.ts";
import { migrateBefore } from "./migrate-before.ts";

test("a case in every status keeps its row, and has the instant of its end exactly when it has ended", async () => {
  const { owner } = await testDatabase({ empty: true });
  await migrateBefore(owner, "0013");
  const since = new Date("2026-09-11T08:00:00Z");
  for (const status of CASE_STATUSES) {
    const id = randomUUID();
    await owner.execute(sql`
      insert into cases (id, number, kind, category, category_edition, title, status, priority, source, region_code, geom,
        reported_at, status_since, closed_at, version, synthetic)
      values (${id}::uuid, ${id}, 'event', '0110', 'e', 't', ${status}, 2, 'patrol', '441521',
        st_setsrid(st_makepoint(115, 22), 4326), ${since}, ${since}, ${status === "closed" ? since : null}, 3, true)`);
  }
  const before = await owner.raw(sql`select md5(string_agg(to_jsonb(c)::text, '' order by id)) as rows from cases c`);
  await migrateBefore(owner, "0014");
  const after = await owner.raw(
    sql`select md5(string_agg((to_jsonb(c) - 'ended_at')::text, '' order by id)) as rows from cases c`,
  );
  expect(after).toEqual(before);
  const ends = await owner.raw(sql`select status, ended_at from cases`);
  expect(new Map(ends.map(({ status, ended_at }) => [status, ended_at]))).toEqual(
    new Map(CASE_STATUSES.map((status) => [status, isEnded(status) ? since : null])),
  );
});
