// Import of departments: a tree with its rows in any order, connected to existing departments.
import { sql } from "@minqing/geodata/sql";
import { beforeAll, expect, test } from "vitest";
import { HAIFENG, openApp, SEED_TIMEOUT_MS, type TestApp, UNIT } from "../open-app.ts";
import { reasonsIn, sendFile } from "./send-file.ts";

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
}, SEED_TIMEOUT_MS);

const HEADER = "编号,上级,名称,英文名,类别,辖区";
const send = (dryRun: boolean, ...rows: string[]) =>
  sendFile(app, { kind: "departments", file: new TextEncoder().encode([HEADER, ...rows].join("\n")), dryRun });

const stored = () =>
  app.owner.raw(sql`
    select id, parent_id, name, name_en, kind, region_code, synthetic from departments where id like 'im-%' order by id`);

const TREE = [`im-station,im-bureau,水利站,Station,station,${HAIFENG}`, `im-bureau,${UNIT},水务分局,,water,${HAIFENG}`];

test("a dry run counts and writes nothing", async () => {
  const { status, body } = await send(true, ...TREE);
  expect(status).toBe(200);
  expect(body).toMatchObject({ kind: "departments", rows: 2, create: 2, change: 0, refused: [], written: false });
  expect(await stored()).toEqual([]);
});

test("what does not hold together is refused by cell, and nothing is written", async () => {
  const answer = await send(
    false,
    ...TREE,
    `im-a,im-b,甲,,water,${HAIFENG}`,
    `im-b,im-a,乙,,water,${HAIFENG}`,
    `im-a,nowhere,丙,,Water Bureau,441577`,
    `${UNIT},im-station,海丰县水务局,,water,${HAIFENG}`,
    "im-c,,,,water,12",
  );
  expect(reasonsIn(answer)).toEqual([
    ["B2", "parent-circle", "im-bureau"],
    ["B3", "parent-circle", UNIT],
    ["B4", "parent-circle", "im-b"],
    ["B5", "parent-circle", "im-a"],
    ["A6", "twice", "im-a"],
    ["B6", "parent-unknown", "nowhere"],
    ["E6", "department-kind", "Water Bureau"],
    ["F6", "region-unknown", "441577"],
    ["B7", "parent-circle", "im-station"],
    ["C8", "empty", ""],
    ["F8", "region-code", "12"],
  ]);
  expect(await stored()).toEqual([]);
});

test("a tree is written whatever the order of its rows, and again changes only what differs", async () => {
  expect((await send(false, ...TREE)).body).toMatchObject({ written: true, create: 2 });
  const [bureau, station] = await stored();
  expect(bureau).toEqual({
    id: "im-bureau",
    parent_id: UNIT,
    name: "水务分局",
    name_en: null,
    kind: "water",
    region_code: HAIFENG,
    synthetic: false,
  });
  expect(station).toMatchObject({ parent_id: "im-bureau", name_en: "Station" });
  const [first = "", ...rest] = TREE;
  const { body } = await send(false, first.replace("水利站", "应急水利站"), ...rest);
  expect(body).toMatchObject({ written: true, create: 0, change: 1, same: 1 });
  const trail = await app.owner.raw(sql`
    select action, object_id as name, detail from audit_events where action like 'department.%' order by id`);
  expect(trail.map(({ action, name }) => [action, name])).toEqual([
    ["department.import", null],
    ["department.create", "im-station"],
    ["department.create", "im-bureau"],
    ["department.import", null],
    ["department.change", "im-station"],
  ]);
  expect(trail.at(-1)?.["detail"]).toEqual({ name: { before: "水利站", after: "应急水利站" } });
  const { items } = (await app.get("leader", "/api/departments")).body;
  expect(items.map(({ id }: { id: string }) => id)).toContain("im-station");
});
