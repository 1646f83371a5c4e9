// Every route responds, and every error is a problem.
import { decodeFrame } from "@minqing/core/live/frame";
import { sql } from "@minqing/geodata/sql";
import { beforeAll, describe, expect, test } from "vitest";
import { expectProblem, HAIFENG, openApp, SEED_TIMEOUT_MS, type TestApp } from "./open-app.ts";
import { detect, gridIn, raiseAlarm } from "./sources.ts";

let app: TestApp;
let cameraId: string;
beforeAll(async () => {
  app = await openApp();
  await raiseAlarm(app.db, { region: HAIFENG });
  ({ cameraId } = await detect(app.db, { region: HAIFENG, id: "with picture" }));
}, SEED_TIMEOUT_MS);

describe("lists", () => {
  const LISTS = [
    "/api/cases",
    "/api/alarms",
    "/api/things",
    "/api/cameras",
    "/api/detections",
    "/api/grids",
    "/api/components",
    "/api/roads",
  ];

  test.each(LISTS)("%s pages through everything once", async (path) => {
    const whole = (await app.get("leader", `${path}?limit=500`)).body.items;
    expect(whole.length, path).toBeGreaterThan(0);
    const seen: unknown[] = [];
    let cursor: string | null = null;
    do {
      const next = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page: { items: unknown[]; nextCursor: string | null } = (await app.get("leader", `${path}?limit=7${next}`))
        .body;
      expect(page.items.length).toBeLessThanOrEqual(7);
      seen.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null && seen.length < 40);
    expect(seen).toEqual(whole.slice(0, seen.length));
  });

  test("cases are filtered by status, priority, region, box and time", async () => {
    const all = (await app.get("leader", "/api/cases?limit=500")).body.items;
    const some = all[Math.floor(all.length / 2)];
    const county = some.regionCode.slice(0, 6);
    const filtered = (
      await app.get("leader", `/api/cases?limit=500&status=closed,rejected&priority=2,3&region=${county}`)
    ).body.items;
    expect(filtered.length).toBeGreaterThan(0);
    const expected = all.filter(
      (c: { status: string; priority: number; regionCode: string }) =>
        ["closed", "rejected"].includes(c.status) && [2, 3].includes(c.priority) && c.regionCode.startsWith(county),
    );
    expect(filtered).toEqual(expected);
    const [lon, lat] = some.position;
    const box = (await app.get("leader", `/api/cases?bbox=${lon - 1e-6},${lat - 1e-6},${lon + 1e-6},${lat + 1e-6}`))
      .body;
    expect(box.items.map((c: { id: string }) => c.id)).toContain(some.id);
    const later = (await app.get("leader", `/api/cases?limit=500&since=${some.reportedAt}`)).body.items;
    expect(later.at(-1).reportedAt).toBe(some.reportedAt);
  });

  test("what is not a filter is refused with expected and got", async () => {
    const problem = expectProblem(
      await app.get("leader", "/api/cases?limit=0&bbox=1,2,3&region=44"),
      "bad-request",
      400,
    );
    expect(problem.errors?.map(({ path, got }) => [path, got])).toEqual(
      expect.arrayContaining([
        ["limit", '"0"'],
        ["bbox", '"1,2,3"'],
        ["region", '"44"'],
      ]),
    );
    expectProblem(await app.get("leader", "/api/cases?cursor=nonsense"), "bad-request", 400);
    expectProblem(await app.get("leader", "/api/cases?status=lost"), "bad-request", 400);
  });
});

describe("one of a kind", () => {
  test("a thing carries its datastreams, stale until something comes", async () => {
    const { items } = (await app.get("leader", "/api/things?kind=river_level&limit=1")).body;
    const thing = (await app.get("leader", `/api/things/${items[0].id}`)).body;
    expect(thing).toEqual(items[0]);
    expect(thing.datastreams).toMatchObject([
      { observedProperty: "water_level", unit: "m", latest: null, stale: true },
    ]);
    expectProblem(await app.get("leader", "/api/things/nobody"), "not-found", 404);
  });

  test("observations of a datastream are newest first and page on", async () => {
    const { items } = (await app.get("leader", "/api/things?kind=rain_gauge&limit=1")).body;
    const where = `/api/observations?thingId=${items[0].id}&observedProperty=rainfall`;
    const first = (await app.get("leader", `${where}&limit=5`)).body;
    expect(first.items).toHaveLength(5);
    const second = (await app.get("leader", `${where}&limit=5&cursor=${first.nextCursor}`)).body;
    const instants = [...first.items, ...second.items].map((o: { observedAt: string }) => o.observedAt);
    expect(instants).toEqual([...new Set(instants)].sort().reverse());
    expectProblem(await app.get("leader", `${where}x`), "not-found", 404);
  });

  test("a region knows its path and its children, down to the grid cells", async () => {
    const { code, position } = await gridIn(app.db, HAIFENG);
    const village = (await app.get("leader", `/api/regions/${code.slice(0, 12)}`)).body;
    expect(village.path.map((r: { level: string }) => r.level)).toEqual(["city", "county", "town", "village"]);
    expect(village.children.map((r: { code: string }) => r.code)).toContain(code);
    const located = (await app.get("leader", `/api/regions/locate?lon=${position[0]}&lat=${position[1]}`)).body;
    expect(located.gridCode).toBe(code);
    expect(located.path.at(-1).code).toBe(code);
    expectProblem(await app.get("leader", "/api/regions/locate?lon=120&lat=30"), "not-found", 404);
    expectProblem(await app.get("leader", "/api/regions/441511"), "not-found", 404);
  });

  test("pictures come with an ETag and 304", async () => {
    const where = `/api/cameras/${cameraId}/snapshot`;
    const picture = await app.get("leader", where);
    expect(picture.headers.get("content-type")).toBe("image/jpeg");
    expect([...picture.body]).toEqual([0xff, 0xd8, 0xff]);
    const etag = picture.headers.get("etag") ?? "";
    const again = await app.ask("leader", "GET", where, undefined, { "if-none-match": etag });
    expect(again.status).toBe(304);
    const { items } = (await app.get("leader", "/api/cameras?limit=2000")).body;
    const camera = items.find((each: { id: string }) => each.id === cameraId);
    expect(camera).toMatchObject({ snapshotUrl: where, snapshotAt: expect.any(String) });
    const own = await app.get("leader", `/api/detections/${cameraId}/${encodeURIComponent("with picture")}/snapshot`);
    expect([...own.body]).toEqual([0xff, 0xd8, 0xff]);
    expectProblem(await app.get("leader", "/api/cameras/nobody/snapshot"), "not-found", 404);
  });
});

describe("the rest of the city", () => {
  test.each([
    ["/api/regions?level=county", 4],
    ["/api/rivers", 1],
    ["/api/reaches", 10],
    ["/api/departments", 10],
    ["/api/categories", 50],
    ["/api/properties", 20],
  ])("%s lists at least %i", async (path, least) => {
    const { status, body } = await app.get("leader", path);
    expect(status).toBe(200);
    expect(body.items.length).toBeGreaterThanOrEqual(least);
  });

  test("reaches without a fresh level are silent, those without a gauge have no state", async () => {
    const states = (await app.get("leader", "/api/reaches")).body.items.map((r: { state: string }) => r.state);
    expect(new Set(states)).toEqual(new Set(["silent", "none"]));
  });

  test("traffic is unknown while no detector reports", async () => {
    const { body } = await app.get("leader", "/api/roads/state");
    expect(body.items.length).toBeGreaterThan(0);
    for (const item of body.items) expect(item).toMatchObject({ congestion: "unknown", speedKmh: null });
  });

  test("components as points carry the same number as their list", async () => {
    const { body } = await app.get("leader", "/api/components/points");
    const { items } = (await app.get("leader", "/api/components?limit=2000")).body;
    expect(body.points).toHaveLength(items.length);
    const [lon, lat, classIndex, stateIndex] = body.points[0];
    const { position, classCode, state } = items[0];
    expect([body.classes[classIndex], body.states[stateIndex]]).toEqual([classCode, state]);
    expect(Math.hypot(lon - position[0], lat - position[1])).toBeLessThan(1e-6);
  });

  test("density counts every case of the week once", async () => {
    const { body } = await app.get("leader", "/api/cases/density?res=7");
    const since = new Date(Date.parse(body.at) - 7 * 86_400_000).toISOString();
    const { items } = (await app.get("leader", `/api/cases?limit=500&since=${since}`)).body;
    const sum = body.cells.reduce((total: number, [, count]: [string, number]) => total + count, 0);
    expect(sum).toBe(items.length);
  });

  test("volatile layers come whole as frames", async () => {
    for (const layer of ["positions", "values"]) {
      const { headers, body } = await app.get("leader", `/api/live/${layer}`);
      expect(headers.get("content-type")).toBe("application/octet-stream");
      expect(decodeFrame(body).layer).toBe(layer);
    }
  });

  test("patrols are none while nobody walks, then a thinned track in the order of time", async () => {
    expect((await app.get("leader", "/api/patrols")).body).toEqual({ items: [] });
    const { items: walkers } = (
      await app.get("leader", `/api/things?kind=patrol&region=${HAIFENG}&spare=false&limit=1`)
    ).body;
    const walker = walkers[0].id;
    await app.db.execute(sql`
      insert into positions (thing_id, observed_at, received_at, lon, lat)
      select ${walker}, now() - (500 - n) * interval '10 seconds', now(), 115 + n * 1e-4, 22.9
      from generate_series(1, 500) n`);
    await app.db.execute(sql`
      insert into latest_positions (thing_id, observed_at, received_at, lon, lat)
      values (${walker}, now(), now(), 115.05, 22.9)`);
    const { items } = (await app.get("haifeng", "/api/patrols")).body;
    expect(items).toMatchObject([{ thingId: walker }]);
    const longitudes = items[0].points.map(([lon]: [number, number]) => lon);
    expect(longitudes.length).toBeLessThanOrEqual(201);
    expect(longitudes.length).toBeGreaterThan(100);
    expect(longitudes).toEqual(longitudes.toSorted((a: number, b: number) => a - b));
    expect(longitudes.at(-1)).toBeCloseTo(115.05, 6);
    expect((await app.get("lufeng", "/api/patrols")).body.items).toEqual([]);
    // A moving thing is shown at its last position.
    expect((await app.get("leader", `/api/things/${walker}`)).body.position).toEqual([115.05, 22.9]);
  });
});
