// Rows of kinds, groups, categories and classes that no program has heard of: each is shown, and hides no other row.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { isStale } from "@minqing/core/thing/thing";
import { sql } from "@minqing/geodata/sql";
import { listThings } from "@minqing/geodata/thing/queries";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { openApp, SEED_TIMEOUT_MS, type TestApp } from "./open-app.ts";

let app: TestApp;
const now = new Date();
const CASE_ID = "0f6f2c6e-36a4-4d0e-9d3b-0c6b6f8b0001";
const ALARM_ID = "0f6f2c6e-36a4-4d0e-9d3b-0c6b6f8b0002";

beforeAll(async () => {
  app = await openApp({ now: () => now });
  const { owner } = app;
  const place = await owner.one(
    sql`select region_code, st_astext(geom) as at from things where geom is not null order by id limit 1`,
    z.object({ regionCode: z.string(), at: z.string() }),
  );
  const at = sql`st_setsrid(st_geomfromtext(${place.at}), 4326)`;
  const region = place.regionCode;
  await owner.execute(sql`
    insert into observed_properties (key, name_zh, name_en, unit, value_type, icon, themes)
    values ('manhole/level', '井内液位', 'Level in a manhole', 'm', 'number', 'icon-of-tomorrow', '{theme-of-tomorrow}')`);
  await owner.execute(sql`
    insert into things (id, no, kind, name, region_code, geom, synthetic)
    values ('manhole-1', 900001, 'manhole_level', '东海路检查井', ${region}, ${at}, true)`);
  await owner.execute(sql`
    insert into datastreams (id, thing_id, observed_property, expected_interval_ms)
    values (900001, 'manhole-1', 'manhole/level', 60000)`);
  await owner.execute(sql`
    insert into latest_values (datastream_id, observed_at, seq, received_at, value_num)
    values (900001, ${new Date(now.getTime() - 200_000)}, 0, ${now}, 1.4)`);
  await owner.execute(sql`
    insert into observations (datastream_id, observed_at, received_at, value_num) values (900001, ${now}, ${now}, 1.4)`);
  await owner.execute(sql`
    insert into departments (id, name, kind, region_code, synthetic)
    values ('drone-office', ${"低空".repeat(40)}, 'Drones & Balloons 2', ${region}, true)`);
  await owner.execute(sql`
    insert into posts (id, department_id, name, role, valid_from, synthetic)
    values ('drone-pilot', 'drone-office', '飞手', 'pilot of tomorrow', '2024-01-01', true)`);
  await owner.execute(sql`
    insert into people (id, name, department_id, post_id, region_code, synthetic)
    values ('drone-person', ${"飞".repeat(80)}, 'drone-office', 'drone-pilot', ${region}, true)`);
  await owner.execute(sql`
    update settings set value = value || '[{"code": "Drones & Balloons 2", "nameZh": "低空", "nameEn": "Drones"}]'::jsonb
    where key = 'organisation.department_kinds'`);
  await owner.execute(sql`
    insert into cameras (id, no, name, group_name, region_code, azimuth, geom, synthetic)
    values ('drone-camera', 900001, '无人机', 'Drones/无人机 #1', ${region}, 0, ${at}, true)`);
  await owner.execute(sql`
    insert into case_categories (edition, code, kind, major, name_zh, name_en, default_priority, department_kind, icon, themes,
      valid_from)
    values ('tomorrow', 'x/9', 'event', '井', '井盖移位', 'Moved cover', 2, 'Drones & Balloons 2', 'icon-of-tomorrow',
      '{theme-of-tomorrow}', '2020-01-01')`);
  // Its category has no row at all.
  await owner.execute(sql`
    insert into cases (id, number, kind, category, category_edition, title, status, priority, source, region_code, geom,
      department_id, reported_at, status_since, version, synthetic)
    values (${CASE_ID}::uuid, '9999-0001', 'event', 'ghost-7', 'none', '井盖移位', 'reported', 2, 'operator', ${region}, ${at},
      'drone-office', ${now}, ${now}, 1, true)`);
  await owner.execute(sql`
    insert into alarms (id, rule_id, rule_edition, subject_id, thing_id, name_zh, name_en, priority, region_code,
      observed_property, value, raised_at, created_at, synthetic)
    values (${ALARM_ID}::uuid, 'rule-of-tomorrow', '1', '900001', 'manhole-1', '井内液位高', 'High level in a manhole', 2, ${region},
      'manhole/level', 1.4, ${now}, ${now}, true)`);
  await owner.execute(sql`
    insert into detections (camera_id, id, source_id, phase, raw_class, category, confidence, observed_at, received_at,
      region_code, geom, fate, synthetic)
    values ('drone-camera', 'd1', 'd1', 'new', 'Moved cover/9', 'ghost-7', 0.6, ${now}, ${now}, ${region}, ${at}, 'review', true)`);
}, SEED_TIMEOUT_MS);

/** Every item of a list, over all pages. */
async function all(path: string, who: "leader" | "secadmin" = "leader"): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const next = cursor === "" ? "" : `${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(cursor)}`;
    const answer = await app.get(who, `${path}${next}`);
    expect(answer.status, `${path}: ${JSON.stringify(answer.body).slice(0, 300)}`).toBe(200);
    items.push(...answer.body.items);
    cursor = answer.body.nextCursor ?? null;
  }
  return items;
}

test.each([
  ["/api/things?limit=2000", { id: "manhole-1", kind: "manhole_level" }],
  ["/api/things?kind=manhole_level,another_kind", { id: "manhole-1", kind: "manhole_level" }],
  ["/api/things?onWall=true&limit=2000", { id: "manhole-1", kind: "manhole_level" }],
  ["/api/observations?thingId=manhole-1&observedProperty=manhole/level", { value: 1.4 }],
  ["/api/cameras?limit=2000", { id: "drone-camera", group: "Drones/无人机 #1" }],
  [`/api/cameras?group=${encodeURIComponent("Drones/无人机 #1")}`, { id: "drone-camera" }],
  ["/api/departments", { id: "drone-office", kind: "Drones & Balloons 2" }],
  ["/api/department-kinds", { code: "Drones & Balloons 2", icon: null }],
  ["/api/department-kinds", { code: "water", icon: "drop" }],
  ["/api/categories", { code: "x/9", icon: "icon-of-tomorrow", themes: ["theme-of-tomorrow"] }],
  ["/api/properties", { key: "manhole/level", icon: "icon-of-tomorrow" }],
  ["/api/cases?limit=500", { id: CASE_ID, category: "ghost-7", categoryNameZh: "ghost-7" }],
  ["/api/alarms?limit=500", { id: ALARM_ID, observedProperty: "manhole/level", unit: "m" }],
  ["/api/detections?limit=500", { id: "d1", rawClass: "Moved cover/9", category: "ghost-7" }],
])("%s has the row", async (path, row) => {
  expect(await all(path)).toEqual(expect.arrayContaining([expect.objectContaining(row)]));
});

test("one of them is read alone", async () => {
  for (const path of ["/api/things/manhole-1", `/api/cases/${CASE_ID}`]) {
    expect((await app.get("leader", path)).status, path).toBe(200);
  }
});

test("the registers of the organisation have them, and can still be changed", async () => {
  expect(await all("/api/organisation/departments", "secadmin")).toEqual(
    expect.arrayContaining([expect.objectContaining({ id: "drone-office", kind: "Drones & Balloons 2" })]),
  );
  expect(await all("/api/organisation/posts?department=drone-office", "secadmin")).toEqual([
    expect.objectContaining({ id: "drone-pilot", role: "pilot of tomorrow" }),
  ]);
  expect(await all("/api/organisation/people?department=drone-office", "secadmin")).toEqual([
    expect.objectContaining({ id: "drone-person", postName: "飞手" }),
  ]);
  const draft = {
    parentId: null,
    name: "新局",
    nameEn: null,
    kind: "water",
    regionCode: "441500",
    validFrom: "2024-01-01",
  };
  const added = await app.post(
    "secadmin",
    "/api/organisation/departments",
    { ...draft, id: "new-bureau", validTo: null },
    randomUUID(),
  );
  expect(added.status, JSON.stringify(added.body)).toBe(201);
});

test("the snapshot of the board has them", async () => {
  const { status, body } = await app.get("leader", "/api/snapshot");
  expect(status).toBe(200);
  expect(JSON.stringify(body)).toContain(CASE_ID);
  expect(JSON.stringify(body)).toContain(ALARM_ID);
  expect(JSON.stringify(body)).toContain("Moved cover/9");
});

test.each([
  "/api/kpis",
  "/api/kpis/timeline",
  "/api/kpis/rank?by=category",
  "/api/kpis/rank?by=rain",
  "/api/cases/density",
  "/api/components/points",
  "/api/reaches",
  "/api/roads/state",
  "/api/patrols",
  "/api/duty",
  "/api/regions?level=county",
  "/api/live/positions",
  "/api/live/values",
  "/api/camera-groups",
  "/api/devices/manhole-1/ledger",
])("%s answers", async (path) => {
  const who = path.startsWith("/api/devices") ? "sysadmin" : "leader";
  const { status, body } = await app.get(who, path);
  expect(status, JSON.stringify(body).slice(0, 300)).toBe(200);
});

test("a gauge of a new kind counts in the figures of what it observes", async () => {
  const { owner } = app;
  await owner.execute(sql`
    insert into things (id, no, kind, name, region_code, attributes, synthetic)
    select 'reservoir-1', 900002, 'reservoir', '水库', region_code,
      '{"warningLevelM": 10, "guaranteeLevelM": 12}', true from things where id = 'manhole-1'`);
  await owner.execute(sql`
    insert into datastreams (id, thing_id, observed_property, expected_interval_ms)
    values (900002, 'reservoir-1', 'water_level', 60000)`);
  await owner.execute(sql`
    insert into latest_values (datastream_id, observed_at, seq, received_at, value_num)
    values (900002, ${now}, 0, ${now}, 13)`);
  const { body } = await app.get("leader", "/api/kpis/rank?by=level");
  expect(body.items).toEqual(expect.arrayContaining([expect.objectContaining({ id: "reservoir-1", value: 3 })]));
});

describe("a kind of things", () => {
  test("is a row; the ten that every city begins with come with the migration", async () => {
    const kinds = await all("/api/thing-kinds");
    expect(kinds.map(({ code }) => code)).toEqual([
      "river_level",
      "tide_gauge",
      "rain_gauge",
      "flood_point",
      "water_quality",
      "air_station",
      "drain_level",
      "traffic_sensor",
      "vehicle",
      "patrol",
    ]);
    expect(kinds[0]).toEqual({
      code: "river_level",
      nameZh: "河道水位站",
      nameEn: "River gauge",
      icon: "gauge",
      streams: ["water_level"],
      staleIntervals: 3,
      rank: 10,
      themes: ["emergency", "river"],
      symbol: "gauge",
    });
  });

  test("that no theme of the wall shows is not loaded by the wall", async () => {
    const kinds = new Set((await all("/api/things?onWall=true&limit=2000")).map(({ kind }) => kind));
    expect([...kinds].toSorted()).toEqual([
      "flood_point",
      "manhole_level",
      "patrol",
      "rain_gauge",
      "reservoir",
      "river_level",
      "tide_gauge",
      "vehicle",
      "water_quality",
    ]);
  });

  test("says after how many intervals a value is stale, in SQL as in the page", async () => {
    const streamAt = async (seconds: number) => {
      const at = new Date(now.getTime() + seconds * 1000);
      const filter = { region: null, bbox: null, kinds: ["manhole_level"], onWall: false, spare: null, status: null };
      const scope = (await app.context.sessions.openFor("leader")).session.actor.scope;
      const [thing] = await listThings(app.db, { ...filter, scope, after: "", limit: 1 }, at);
      const stream = thing?.datastreams[0];
      if (stream?.latest == null) throw new Error("expected a datastream with a value");
      const inPage = isStale(Date.parse(stream.latest.observedAt), stream.staleAfterMs, at.getTime());
      expect(inPage).toBe(stream.stale);
      return { after: stream.staleAfterMs, stale: stream.stale };
    };
    // The value is 200 s old, its interval 60 s.
    expect(await streamAt(-21)).toEqual({ after: 180_000, stale: false });
    expect(await streamAt(0)).toEqual({ after: 180_000, stale: true });
    await app.owner.execute(sql`
      insert into thing_kinds (code, name_zh, name_en, icon, stale_intervals, themes, symbol)
      values ('manhole_level', '检查井液位', 'Manhole', 'icon-of-tomorrow', 4.5, '{theme-of-tomorrow}', 'hologram')`);
    expect(await streamAt(0)).toEqual({ after: 270_000, stale: false });
    expect(await streamAt(70)).toEqual({ after: 270_000, stale: false });
    expect(await streamAt(71)).toEqual({ after: 270_000, stale: true });
  });
});

test("the contract says that a kind is any text", () => {
  const file = new URL("../../server/openapi.json", import.meta.url);
  const document = JSON.parse(readFileSync(file, "utf8"));
  const content = document.paths["/api/things/{id}"].get.responses["200"].content["application/json"];
  expect(content.schema).toEqual({ $ref: "#/components/schemas/ThingView" });
  expect(document.components.schemas.ThingView.properties.kind).toEqual({ type: "string" });
});
