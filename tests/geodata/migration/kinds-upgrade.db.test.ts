// Upgrades a city from before kinds were rows: what the pages took from codes and names is now in its rows.

import { DEMO_THING_KINDS } from "@minqing/core/thing/demo-kinds";
import { readRuleData } from "@minqing/geodata/demo/seed/rule-data";
import { migrate } from "@minqing/geodata/migration/migrate";
import { sql } from "@minqing/geodata/sql";
import { expect, test } from "vitest";
import { testDatabase } from "../test-database.ts";
import { migrateBefore } from "./migrate-before.ts";

const rules = readRuleData();

test("categories, properties, groups and department kinds get their icons and themes", async () => {
  const { owner } = await testDatabase({ empty: true });
  await migrateBefore(owner, "0019");
  const { categories } = rules.categories;
  await owner.execute(sql`
    insert into case_categories (edition, code, kind, major, name_zh, name_en, default_priority, valid_from)
    select 'e', c.code, c.kind, '01', c.code, c.code, 3, '2020-01-01'
    from unnest(${categories.map((c) => c.code)}::text[], ${categories.map((c) => c.kind)}::text[]) as c (code, kind)`);
  await owner.execute(sql`
    insert into case_categories (edition, code, kind, major, name_zh, name_en, default_priority, valid_from)
    values ('e', 'own/1', 'event', '01', '自定', 'Own', 3, '2020-01-01')`);
  await owner.execute(sql`
    insert into observed_properties (key, name_zh, name_en, unit, value_type)
    select k, k, k, '', 'number' from unnest(${rules.properties.properties.map((p) => p.key)}::text[]) as k`);
  await owner.execute(sql`
    insert into cameras (id, no, name, group_name, region_code, azimuth, geom, synthetic)
    select g, row_number() over (), g, g, '441500', 0, st_setsrid(st_makepoint(115, 23), 4326), true
    from unnest(array['螺河沿线', '城区路口', '城区学校周边', '自定']) as g`);
  const before = [
    { code: "water", nameZh: "水务", nameEn: "Water" },
    { code: "own", nameZh: "自定", nameEn: "Own" },
  ];
  await owner.execute(sql`
    insert into settings (key, edition, value, valid_from)
    values ('organisation.department_kinds', '1', ${JSON.stringify(before)}::jsonb, '2020-01-01')`);
  await migrate(owner);

  expect(
    await owner.raw(sql`select code, icon, themes from case_categories where code <> 'own/1' order by code`),
  ).toEqual(
    categories.map(({ code, icon, themes }) => ({ code, icon, themes })).toSorted((a, b) => (a.code < b.code ? -1 : 1)),
  );
  expect(await owner.raw(sql`select icon, themes from case_categories where code = 'own/1'`)).toEqual([
    { icon: null, themes: [] },
  ]);
  expect(await owner.raw(sql`select key, icon, themes from observed_properties order by key`)).toEqual(
    rules.properties.properties
      .map(({ key, icon, themes }) => ({ key, icon, themes }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1)),
  );
  expect(
    await owner.raw(sql`select name, themes from camera_groups order by cardinality(themes), name collate "C"`),
  ).toEqual([
    { name: "自定", themes: [] },
    { name: "城区学校周边", themes: ["urban"] },
    { name: "城区路口", themes: ["traffic"] },
    { name: "螺河沿线", themes: ["emergency", "river"] },
  ]);
  expect(await owner.raw(sql`select value from settings where key = 'organisation.department_kinds'`)).toEqual([
    { value: [{ ...before[0], icon: "drop" }, before[1]] },
  ]);
});

test("every city has the kinds that the demo city and the simulators make", async () => {
  const { owner } = await testDatabase({ empty: true });
  await migrate(owner);
  expect(await owner.raw(sql`select code from thing_kinds order by code`)).toEqual(
    [...DEMO_THING_KINDS].toSorted().map((code) => ({ code })),
  );
});
