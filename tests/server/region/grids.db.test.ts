// Grid cells that have ended or not begun: new objects are not placed in them, and old objects still show their name.
import { knownRegions, locateRegion } from "@minqing/geodata/region/queries";
import { sql } from "@minqing/geodata/sql";
import { beforeAll, expect, test } from "vitest";
import { HAIFENG, LUFENG, openApp, SEED_TIMEOUT_MS, type TestApp } from "../open-app.ts";
import { halveCell } from "./halve-cell.ts";

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
}, SEED_TIMEOUT_MS);

const codesAt = async (path: string): Promise<string[]> =>
  (await app.get("leader", path)).body.items.map(({ code }: { code: string }) => code);

test("a cell that has ended holds no point, is not listed nor known, and is still named", async () => {
  const { west: code, east, village, position } = await halveCell(app.owner, HAIFENG);
  const reported = await app.post("haifeng", "/api/cases", {
    category: "0110",
    title: "before",
    position,
    source: "operator",
  });
  expect(reported.body.regionCode).toBe(code);
  const lists = [`/api/regions?parent=${village}`, `/api/grids?region=${village}`];
  for (const list of lists) expect(await codesAt(list)).toContain(code);

  await app.owner.execute(sql`update grid_cells set valid_to = '2024-01-01' where code = ${code}`);
  for (const list of lists) {
    expect(await codesAt(list)).toEqual([east]);
  }
  expect([...(await knownRegions(app.db, [code, village]))]).toEqual([village]);
  expect(await locateRegion(app.db, position)).toBe(east);
  expect((await app.get("leader", `/api/regions/${code}`)).body).toMatchObject({ code, parentCode: village });
  const kept = await app.get("haifeng", `/api/cases/${reported.body.id}`);
  expect([kept.status, kept.body.case.regionCode]).toEqual([200, code]);
});

test("a point on ground whose cells have all ended lies in its village, however near a neighbour's cell is", async () => {
  const { village, position } = await halveCell(app.owner, LUFENG);
  await app.owner.execute(sql`update grid_cells set valid_to = '2024-01-01' where village_code = ${village}`);
  expect(await locateRegion(app.db, position)).toBe(village);
  const [lon, lat] = position;
  const { body } = await app.get("leader", `/api/regions/locate?lon=${lon}&lat=${lat}`);
  expect([body.gridCode, body.path.at(-1).code]).toEqual([null, village]);
  expect(await codesAt(`/api/regions?parent=${village}`)).toEqual([]);
});

test("a cell holds from its first day, in the place of the one that it follows", async () => {
  const { west: code, village, position } = await halveCell(app.owner, "441502");
  const next = `${village}901`;
  await app.owner.execute(sql`
    insert into grid_cells (code, village_code, name, households, area_m2, geom, synthetic, valid_from, follows)
    select ${next}, village_code, name, households, area_m2, geom, true, '2999-01-01', array[code]
    from grid_cells where code = ${code}`);
  expect(await locateRegion(app.db, position)).toBe(code);
  expect(await codesAt(`/api/grids?region=${village}`)).not.toContain(next);
  await app.owner.execute(sql`update grid_cells set valid_from = '2025-01-01' where code = ${next}`);
  await app.owner.execute(sql`update grid_cells set valid_to = '2025-01-01' where code = ${code}`);
  expect(await locateRegion(app.db, position)).toBe(next);
});

test("a cell does not end before it begins", async () => {
  const { west: code } = await halveCell(app.owner, "441502");
  await expect(
    app.owner.execute(sql`update grid_cells set valid_to = valid_from where code = ${code}`),
  ).rejects.toThrow(/grid_cells_validity/);
});
