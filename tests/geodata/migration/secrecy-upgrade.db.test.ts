// Upgrades a city whose cases were classified before detections had a grade: detections get the grade of their case,
// and tokens see the same cases as before.
import { randomUUID } from "node:crypto";
import { migrate } from "@minqing/geodata/migration/migrate";
import { sql } from "@minqing/geodata/sql";
import { expect, test } from "vitest";
import { testDatabase } from "../test-database.ts";
import { migrateBefore } from "./migrate-before.ts";

test("a detection gets the grade of its case, and a token still sees all general cases of its place", async () => {
  const { owner } = await testDatabase({ empty: true });
  await migrateBefore(owner, "0011");
  const [secret, open] = [randomUUID(), randomUUID()];
  await owner.execute(sql`
    insert into cameras (id, no, name, group_name, region_code, azimuth, geom, synthetic)
    values ('k', 1, 'k', 'g', '441521', 0, st_setsrid(st_makepoint(115, 22), 4326), true)`);
  for (const [id, secrecy] of [
    [secret, 2],
    [open, 0],
  ] as const) {
    await owner.execute(sql`
      insert into cases (id, number, kind, category, category_edition, title, status, priority, source, source_id, region_code,
        geom, reported_at, status_since, version, secrecy, synthetic)
      values (${id}::uuid, ${id}, 'event', '0110', 'e', 't', 'registered', 2, 'detection', ${`k/${id}`}, '441521',
        st_setsrid(st_makepoint(115, 22), 4326), now(), now(), 3, ${secrecy}, true)`);
  }
  for (const [id, caseId] of [
    ["secret", secret],
    ["open", open],
    ["none", null],
  ] as const) {
    await owner.execute(sql`
      insert into detections (camera_id, id, phase, raw_class, confidence, observed_at, received_at, region_code, geom, fate,
        case_id, synthetic)
      values ('k', ${id}, 'new', '640', 0.9, now(), now(), '441521', st_setsrid(st_makepoint(115, 22), 4326), 'auto_report',
        ${caseId}::uuid, true)`);
  }
  await owner.execute(sql`
    insert into service_tokens (name, purpose, roles, region_codes, except_codes, addresses, token_hash, created_at, created_by,
      expires_at)
    values ('old', 'p', '{partner}', '{441521}', '{}', '{}', '\\x01', now(), 'secadmin', now() + interval '1 day')`);
  await migrate(owner);
  expect(await owner.raw(sql`select id, secrecy from detections order by id`)).toEqual([
    { id: "none", secrecy: 0 },
    { id: "open", secrecy: 0 },
    { id: "secret", secrecy: 2 },
  ]);
  expect(await owner.raw(sql`select case_range, clearance from service_tokens`)).toEqual([
    { case_range: "region", clearance: 0 },
  ]);
});
