// Grid cells through the whole application: listed, changed by version, ended, merged by a sheet; with history and audit rows.
import { locateRegion } from "@minqing/geodata/region/queries";
import { sql } from "@minqing/geodata/sql";
import { beforeAll, expect, test } from "vitest";
import { reasonsIn, sendFile } from "../import/send-file.ts";
import { expectProblem, HAIFENG, LUFENG, openApp, SEED_TIMEOUT_MS, type TestApp } from "../open-app.ts";
import { type Halves, halveCell } from "../region/halve-cell.ts";

let app: TestApp;
let halves: Halves;
beforeAll(async () => {
  app = await openApp();
  halves = await halveCell(app.owner, HAIFENG);
}, SEED_TIMEOUT_MS);

const BASE = "/api/organisation";
const get = (path: string) => app.get("secadmin", `${BASE}/${path}`);
const change = (code: string, body: object) => app.ask("secadmin", "PUT", `${BASE}/grids/${code}`, body);
const listed = async (query: string) => (await get(`grids?${query}`)).body.items;
const codes = async (query: string): Promise<string[]> =>
  (await listed(query)).map(({ code }: { code: string }) => code);
const trailOf = (code: string) =>
  app.owner.raw(sql`
    select action, actor, detail from audit_events where object_kind = 'grid' and object_id = ${code}
    order by audit_events.id`);

const HEADER = "代码,名称,户数,沿用,启用日期,停用日期";
const send = (dryRun: boolean, ...lines: string[]) =>
  sendFile(app, { kind: "grids", dryRun, file: new TextEncoder().encode([HEADER, ...lines].join("\n")) });

test("cells are found by village, code and name, page by page", async () => {
  const { west, east, village } = halves;
  expect(await codes(`region=${village}`)).toEqual([west, east]);
  expect(await codes(`text=${east}`)).toEqual([east]);
  expect(await codes(`region=${village}&text=东`)).toEqual([east]);
  const first = (await get(`grids?region=${village}&limit=1`)).body;
  expect(first.items).toMatchObject([{ code: west, villageCode: village, households: 60, follows: [], version: 1 }]);
  expect(await codes(`region=${village}&limit=1&cursor=${first.nextCursor}`)).toEqual([east]);
  const [{ people }] = await listed(`text=${west}`);
  const person = { id: "g-1", name: "网格员", departmentId: null, postId: null, regionCode: west, reachCodes: [] };
  const draft = { ...person, username: null, validFrom: "2024-01-01", validTo: null };
  expect((await app.post("secadmin", `${BASE}/people`, draft)).status).toBe(201);
  expect(await listed(`text=${west}`)).toMatchObject([{ people: people + 1 }]);
});

test("only the security administrator keeps them", async () => {
  for (const who of ["sysadmin", "leader"] as const) {
    expectProblem(await app.get(who, `${BASE}/grids`), "role-missing", 403);
    expectProblem(await app.ask(who, "PUT", `${BASE}/grids/${halves.west}`, {}), "role-missing", 403);
  }
});

test("a cell is changed by version and ended by a day; each change is in the history and in the trail", async () => {
  const { code, name, households, validFrom, version } = (await listed(`region=${LUFENG}&limit=1`))[0];
  const draft = { name: "东门网格", households: 321, validFrom, validTo: null, version };
  expect((await change(code, draft)).body).toEqual({ id: code, version: version + 1 });
  expectProblem(await change(code, { ...draft, name: "x" }), "version-conflict", 409);
  const early = expectProblem(await change(code, { ...draft, version: 2, validTo: validFrom }), "bad-request", 400);
  expect(early.errors).toMatchObject([{ path: "validTo", got: validFrom }]);
  expect((await change(code, { ...draft, version: 2, validTo: "2024-06-01" })).status).toBe(200);
  expect(await codes(`text=${code}`)).toEqual([]);
  expect(await listed(`text=${code}&all=true`)).toMatchObject([
    { name: "东门网格", validTo: "2024-06-01", version: 3 },
  ]);
  const { items } = (await get(`grid/${code}/history`)).body;
  expect(items).toMatchObject([
    { version: 3, actor: "secadmin", before: { validTo: null }, after: { validTo: "2024-06-01" } },
    { version: 2, before: { name, households }, after: { name: "东门网格", households: 321 } },
  ]);
  expect(await trailOf(code)).toEqual([
    {
      action: "grid.change",
      actor: "secadmin",
      detail: { name: { before: name, after: "东门网格" }, households: { before: households, after: 321 } },
    },
    { action: "grid.change", actor: "secadmin", detail: { validTo: { before: null, after: "2024-06-01" } } },
  ]);
  expectProblem(await change("441521999999999", draft), "not-found", 404);
});

test("a sheet joins neighbouring cells under a new code, and does nothing when a cell of it is refused", async () => {
  const { west, east, village, position } = halves;
  const joined = `${village}901`;
  const wrong = await send(
    false,
    `${joined},合并网格,100,${west}、${east},2026-01-01,`,
    `${village}902,新网格,many,,2026-01-01,`,
    `${village},村,1,,2026-01-01,`,
    `44152,x,1,,,`,
  );
  expect(wrong.body.written).toBe(false);
  expect(reasonsIn(wrong)).toEqual([
    ["D2", "ground-stays", west],
    ["D2", "ground-stays", east],
    ["C3", "households", "many"],
    ["D3", "no-ground", ""],
    ["A4", "grid-code", village],
    ["A5", "region-code", "44152"],
  ]);
  const rows = [
    `${joined},合并网格,100,${west}、${east},2026-01-01,`,
    `${west},西网格,60,,,2026-01-01`,
    `${east},东网格,40,,,2026-01-01`,
  ];
  const counts = { create: 1, change: 2, refused: [] };
  expect((await send(true, ...rows)).body).toMatchObject({ ...counts, written: false });
  expect(await codes(`region=${village}`)).toEqual([west, east]);
  expect((await send(false, ...rows)).body).toMatchObject({ ...counts, written: true });
  expect((await send(false, ...rows)).body).toMatchObject({ create: 0, change: 0, same: 3 });
  expect(await codes(`region=${village}`)).toEqual([joined]);
  expect(await locateRegion(app.db, position)).toBe(joined);
  const [ground] = await app.owner.raw(sql`
    select abs(st_area(j.geom::geography) - sum(st_area(f.geom::geography))) < 1 as same, j.village_code as village,
      st_numgeometries(j.geom) as pieces, j.synthetic
    from grid_cells j join grid_cells f on f.code = any(j.follows) where j.code = ${joined} group by j.code`);
  expect(ground).toEqual({ same: true, village, pieces: 1, synthetic: true });
  expect((await get(`grid/${joined}/history`)).body.items).toMatchObject([
    { version: 1, before: null, after: { follows: [west, east], households: 100, villageCode: village } },
  ]);
  expect(await trailOf(joined)).toMatchObject([{ action: "grid.create" }]);
  const back = { name: "西网格", households: 60, validFrom: "2023-06-30", validTo: null, version: 2 };
  const { errors } = expectProblem(await change(west, back), "bad-request", 400);
  expect(errors).toMatchObject([{ path: "validTo", got: joined }]);
});

test("the application's role cannot rewrite what became of a cell", async () => {
  if (app.db.driver === "pglite") return;
  for (const statement of [
    sql`delete from organisation_history where kind = 'grid'`,
    sql`update organisation_history set after = before where kind = 'grid'`,
  ]) {
    await expect(app.db.execute(statement)).rejects.toThrow(/permission denied/);
  }
});
