// The public view: without a session only the fields for residents are returned.
import { PublicCase, PublicCases } from "@minqing/core/privacy/public-place";
import { sql } from "@minqing/geodata/sql";
import { RequestLimits } from "@minqing/server/access/request-limits";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { decide } from "../change-city-rule.ts";
import { expectProblem, HAIFENG, openApp, SEED_TIMEOUT_MS, type TestApp } from "../open-app.ts";
import { gridIn } from "../sources.ts";

let app: TestApp;
let clockMs = Date.now();
beforeAll(async () => {
  app = await openApp({
    now: () => new Date(clockMs),
    limits: new RequestLimits({ max: 1_000_000, seconds: 1 }, { max: 20, seconds: 60 }),
  });
}, SEED_TIMEOUT_MS);

const asked = async (): Promise<PublicCases> => {
  const { status, body } = await app.get(null, "/api/public/cases");
  expect(status).toBe(200);
  return PublicCases.parse(body);
};

test("every case of the period but what was none, without a word, an id or a contact", async () => {
  const { position } = await gridIn(app.db, HAIFENG);
  const contact = { name: "欧阳不存在", phone: "13899990000" };
  const report = { category: "0506", title: "张三家门口", description: "李四说的", address: "没有这条街1号", contact };
  const { id, number } = (await app.post("desk", "/api/cases", { ...report, position })).body;
  const rejected = (await app.post("desk", "/api/cases", { ...report, position })).body;
  await app.post("desk", `/api/cases/${rejected.id}/commands`, { type: "reject", version: 1, reason: "重复" });
  const restricted = (await app.post("desk", "/api/cases", { ...report, position })).body;
  const grade = { secrecy: 1, reason: "未成年人", version: 1 };
  expect((await app.post("cleared", `/api/cases/${restricted.id}/secrecy`, grade)).status).toBe(200);
  const answer = await app.get(null, "/api/public/cases");
  expect(answer.headers.get("cache-control")).toBe("public, max-age=60");
  const text = JSON.stringify(answer.body);
  for (const secret of [id, number, "张三", "李四", "没有这条街", "不存在", "1389999", "desk", position[0]]) {
    expect(text).not.toContain(String(secret));
  }
  const { items, days } = PublicCases.parse(answer.body);
  // Strict: an additional field fails.
  for (const item of answer.body.items) expect(Object.keys(item).sort()).toEqual(Object.keys(PublicCase.shape).sort());
  const expected = await app.owner.one(
    sql`select count(*) as n from cases where status not in ('rejected', 'cancelled') and secrecy = 0
        and reported_at >= ${new Date(clockMs - days * 86_400_000)}`,
    z.object({ n: z.number() }),
  );
  expect(items).toHaveLength(Math.min(expected.n, 500));
  expect(items[0]?.status).toBe("waiting");
  expect(items.map(({ day }) => day)).toEqual(
    items
      .map(({ day }) => day)
      .toSorted()
      .reverse(),
  );
});

test("a case stands at its cell's centre until the fifth is there; the answer is a minute old at most", async () => {
  const { code, position } = await gridIn(app.db, "441581");
  const centre = await app.owner.one(
    sql`select round(st_x(st_centroid(geom))::numeric, 4)::float8 as lon, round(st_y(st_centroid(geom))::numeric, 4)::float8 as lat
        from grid_cells where code = ${code}`,
    z.object({ lon: z.number(), lat: z.number() }),
  );
  await app.owner.execute(sql`update cases set region_code = '441581' where region_code = ${code}`);
  const at = async (lon: number, lat: number) =>
    (await asked()).items.filter(({ position: [x, y] }) => Math.hypot(x - lon, y - lat) < 1e-9).length;
  /** Reports of one account or of several, at one spot or at several. */
  const report = (who: "desk" | "haifeng" | "lufeng" | "grid-worker" | "cleared", metres: number) =>
    app.post(who, "/api/cases", {
      category: "0506",
      title: "x",
      position: [position[0] + metres / 100_000, position[1]],
    });
  for (let i = 0; i < 6; i++) expect((await report("lufeng", 0)).status).toBe(201);
  clockMs += 61_000;
  // Six of one person at one place are one.
  expect(await at(centre.lon, centre.lat)).toBe(6);
  await app.owner.execute(sql`
    update cases set reporters = array['person-' || id::text], geom = st_translate(geom, (row_number % 7) * 0.0002, 0)
    from (select id as of, row_number() over () from cases where region_code = ${code}) n where n.of = cases.id`);
  expect(await at(centre.lon, centre.lat)).toBe(6);
  clockMs += 61_000;
  expect(await at(centre.lon, centre.lat)).toBe(0);
  // Then each stands on the lattice, never at its own place.
  const own = await app.owner.query(
    sql`select st_x(geom) as lon, st_y(geom) as lat from cases where region_code = ${code}`,
    z.object({ lon: z.number(), lat: z.number() }),
  );
  expect(own.length).toBeGreaterThan(5);
  for (const { lon, lat } of own) {
    expect(await at(Number(lon.toFixed(3)), Number(lat.toFixed(3)))).toBeGreaterThan(0);
    expect(await at(lon, lat)).toBe(0);
  }
});

test("a case of a region without a grid cell has the region's place, however many there are", async () => {
  const { position } = await gridIn(app.db, HAIFENG);
  const { code, lon, lat } = await app.owner.one(
    sql`select code, round(st_x(label_point)::numeric, 4)::float8 as lon, round(st_y(label_point)::numeric, 4)::float8 as lat
        from regions where level = 'village' and code like ${`${HAIFENG}%`} order by code limit 1`,
    z.object({ code: z.string(), lon: z.number(), lat: z.number() }),
  );
  for (let i = 0; i < 6; i++) {
    const { id } = (await app.post("desk", "/api/cases", { category: "0506", title: "x", position })).body;
    await app.owner.execute(sql`update cases set region_code = ${code} where id = ${id}::uuid`);
  }
  clockMs += 61_000;
  const newest = (await asked()).items.slice(0, 6).map((item) => item.position);
  expect(newest).toEqual(Array.from({ length: 6 }, () => [lon, lat]));
});

test("counted by village, few cases stand at the village's place, and the city's own view is the one that counts", async () => {
  const { position } = await gridIn(app.db, HAIFENG);
  const { id } = (await app.post("desk", "/api/cases", { category: "0506", title: "x", position })).body;
  const village = await app.owner.one(
    sql`select round(st_x(v.label_point)::numeric, 4)::float8 as lon, round(st_y(v.label_point)::numeric, 4)::float8 as lat
        from cases c join regions v on v.code = left(c.region_code, 12) where c.id = ${id}::uuid`,
    z.object({ lon: z.number(), lat: z.number() }),
  );
  const view = { k: 100, days: 1, cell: "village" };
  expect((await decide(app, "/api/public-view", view)).status).toBe(200);
  clockMs += 61_000;
  const { items, days } = await asked();
  expect([days, items[0]?.position]).toEqual([1, [village.lon, village.lat]]);
  expect((await decide(app, "/api/public-view", { k: 5, days: 30, cell: "grid" })).status).toBe(200);
  clockMs += 61_000;
});

test("an address that asks too often waits", async () => {
  let answer = await app.get(null, "/api/public/cases");
  for (let i = 0; i < 25 && answer.status === 200; i++) answer = await app.get(null, "/api/public/cases");
  expectProblem(answer, "too-many-requests", 429);
});
