// Upgrades a city from before posts existed: its people get posts, and keep their other data.
import { migrate } from "@minqing/geodata/migration/migrate";
import { sql } from "@minqing/geodata/sql";
import { expect, test } from "vitest";
import { testDatabase } from "../test-database.ts";
import { migrateBefore } from "./migrate-before.ts";

test("existing people get a post of their role, and keep their reach", async () => {
  const { owner } = await testDatabase({ empty: true });
  await migrateBefore(owner, "0007");
  await owner.execute(sql`
    insert into departments (id, name, kind, region_code, synthetic) values ('441521-water', '水务局', 'water', '441521', true)`);
  await owner.execute(sql`
    insert into people (id, name, role, department_id, region_code, reach_code, phone, synthetic) values
      ('h1', '林', 'handler', '441521-water', '441521', null, '138****1234', true),
      ('h2', '陈', 'handler', '441521-water', '441521', null, null, true),
      ('c1', '黄', 'river_chief', null, '441521101', 'luohe-1', null, true),
      ('c2', '郑', 'river_chief', null, '441500', null, null, true)`);
  await migrate(owner);
  expect(await owner.raw(sql`select id, post_id, reach_codes, version from people order by id`)).toEqual([
    { id: "c1", post_id: "river-chief-town", reach_codes: ["luohe-1"], version: 1 },
    { id: "c2", post_id: "river-chief-city", reach_codes: [], version: 1 },
    { id: "h1", post_id: "441521-water-handler", reach_codes: [], version: 1 },
    { id: "h2", post_id: "441521-water-handler", reach_codes: [], version: 1 },
  ]);
  expect(await owner.raw(sql`select id, department_id, name, role from posts order by id`)).toEqual([
    { id: "441521-water-handler", department_id: "441521-water", name: "处置人员", role: "handler" },
    { id: "river-chief-city", department_id: null, name: "市级河长", role: "river_chief" },
    { id: "river-chief-town", department_id: null, name: "镇级河长", role: "river_chief" },
  ]);
});
