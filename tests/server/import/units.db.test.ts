// Import of posts, people, shifts and regions: refused by cell, written as a whole, with history and audit rows.
import { sql } from "@minqing/geodata/sql";
import { beforeAll, expect, test } from "vitest";
import { HAIFENG, openApp, SEED_TIMEOUT_MS, type TestApp, UNIT } from "../open-app.ts";
import { reasonsIn, type Sent, sendFile } from "./send-file.ts";

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
}, SEED_TIMEOUT_MS);

const send = (kind: Sent["kind"], dryRun: boolean, ...lines: string[]) =>
  sendFile(app, { kind, dryRun, file: new TextEncoder().encode(lines.join("\n")) });

const POSTS = "编号,部门,名称,角色";
const PEOPLE = "编号,姓名,部门,岗位,辖区,河段,手机,账号";
const SHIFTS = "人员,部门,班次,开始,结束";
const REGIONS = "代码,名称,级别,类型,统计上级,管理上级,沿用,启用日期,停用日期";

test("posts and the people who hold them are written, and again change nothing", async () => {
  expect((await send("posts", false, POSTS, `im-post,${UNIT},巡查员,处置部门`)).body).toMatchObject({
    create: 1,
    written: true,
  });
  const rows = [`im-lin,林一,${UNIT},im-post,${HAIFENG},,13812345678,unit`, `im-su,苏二,${UNIT},im-post,${HAIFENG},,,`];
  expect((await send("people", true, PEOPLE, ...rows)).body).toMatchObject({ create: 2, written: false, refused: [] });
  expect((await send("people", false, PEOPLE, ...rows)).body).toMatchObject({ create: 2, written: true });
  expect((await send("people", false, PEOPLE, ...rows)).body).toMatchObject({ create: 0, change: 0, same: 2 });
  // A number with the same mask, and an account that moves from one person to another.
  const moved = [
    `im-lin,林一,${UNIT},im-post,${HAIFENG},,13899995678,`,
    `im-su,苏二,${UNIT},im-post,${HAIFENG},,,unit`,
  ];
  expect((await send("people", false, PEOPLE, ...moved)).body).toMatchObject({ change: 2, written: true });
  const stored = await app.owner.raw(
    sql`select id, phone, username, version from people where id like 'im-%' order by id`,
  );
  expect(stored).toEqual([
    { id: "im-lin", phone: "13899995678", username: null, version: 2 },
    { id: "im-su", phone: null, username: "unit", version: 2 },
  ]);
  const trail = await app.owner.raw(sql`
    select action, object_id as id from audit_events where action like 'person.%' order by audit_events.id`);
  expect(trail.map(({ action, id }) => [action, id])).toEqual([
    ["person.import", null],
    ["person.create", "im-lin"],
    ["person.create", "im-su"],
    ["person.import", null],
    ["person.import", null],
    ["person.change", "im-lin"],
    ["person.change", "im-su"],
  ]);
  const history = await app.owner.raw(sql`select before, after from organisation_history where kind = 'person'`);
  expect(history).toHaveLength(4);
  expect(JSON.stringify(history)).not.toMatch(/1381234|1389999/);
});

test("a person is refused by cell, a telephone number without being told back", async () => {
  const answer = await send(
    ...(["people", false, PEOPLE] as const),
    `im-bad,坏,nowhere,im-none,441577,no-reach,not-a-number-138,nobody`,
    `im-bad,坏,${UNIT},441500-command-leader,${HAIFENG},,,leader`,
    "Im Bad,,,,12,,,",
  );
  expect(answer.body.written).toBe(false);
  expect(reasonsIn(answer)).toEqual([
    ["C2", "department-unknown", "nowhere"],
    ["D2", "post-unknown", "im-none"],
    ["E2", "region-unknown", "441577"],
    ["F2", "reach-unknown", "no-reach"],
    ["G2", "phone", "…"],
    ["H2", "account-unknown", "nobody"],
    ["A3", "twice", "im-bad"],
    ["D3", "post-elsewhere", "441500-command-leader"],
    ["A4", "unit-id", "Im Bad"],
    ["B4", "empty", ""],
    ["E4", "region-code", "12"],
  ]);
});

test("shifts are the city's time, follow each other, and are found again by person and beginning", async () => {
  const rows = [
    `im-su,${UNIT},早班,2099-01-01 08:00,2099-01-01 16:00`,
    `im-su,${UNIT},中班,2099-01-01 16:00,2099-01-01 24:00`,
  ];
  expect((await send("shifts", false, SHIFTS, ...rows)).body).toMatchObject({ create: 2, written: true });
  expect((await send("shifts", false, SHIFTS, ...rows)).body).toMatchObject({ same: 2 });
  const answer = await send(
    ...(["shifts", false, SHIFTS] as const),
    `im-su,${UNIT},夜班,2099-01-01 23:00,2099-01-02 08:00`,
    `im-none,nowhere,夜班,2099-01-03,2099-01-02 08:00`,
    `im-none,${UNIT},夜班,2099-01-03 08:00,2099-01-03 07:00`,
  );
  expect(reasonsIn(answer)).toEqual([
    ["D2", "shift-overlap", "im-su-209901010800"],
    ["D3", "moment", "2099-01-03"],
    ["E4", "ends-first", "2099-01-02T23:00:00.000Z"],
  ]);
});

test("a region takes the whole ground of those that end for it, and is refused without", async () => {
  const [town] = await app.owner.raw(sql`
    select code, name, (select count(*)::int from regions v where v.parent_code = t.code) as villages from regions t
    where t.parent_code = ${HAIFENG} and t.level = 'town' and management_parent_code is null
    order by (select count(*) from regions v where v.parent_code = t.code), code limit 1`);
  const old = String(town?.["code"]);
  const villages = await app.owner.raw(sql`select code, name from regions where parent_code = ${old} order by code`);
  const [first, second] = villages.map(({ code }) => String(code));
  const joined = `${old}901`;
  const row = (code: unknown, name: string, follows: string, from: string, to: string) =>
    `${code},${name},村,admin,${old},,${follows},${from},${to}`;
  const refused = await send(
    ...(["regions", false, REGIONS] as const),
    row(joined, "合并村", `${first}、${second}`, "2026-01-01", ""),
    row(`${old}902`, "新村", "", "2026-01-01", ""),
    row(`${old}903`, "外村", "", "2026-01-01", "").replace(",村,", ",镇,"),
  );
  expect(reasonsIn(refused)).toEqual([
    ["G2", "ground-stays", first],
    ["G2", "ground-stays", second],
    ["G3", "no-ground", ""],
    ["C4", "region-level", "town"],
    ["G4", "no-ground", ""],
  ]);
  const written = await send(
    ...(["regions", false, REGIONS] as const),
    row(joined, "合并村", `${first}、${second}`, "2026-01-01", ""),
    ...villages.slice(0, 2).map(({ code, name }) => row(code, String(name), "", "2023-06-30", "2026-01-01")),
  );
  expect([written.body.refused, written.body]).toEqual([
    [],
    expect.objectContaining({ create: 1, change: 2, written: true }),
  ]);
  const [same] = await app.owner.raw(sql`
    select abs(st_area(j.geom::geography) - sum(st_area(v.geom::geography))) < 1 as ground,
      j.population = sum(v.population) as people, j.follows
    from regions j join regions v on v.code = any(j.follows) where j.code = ${joined} group by j.code`);
  expect(same).toEqual({ ground: true, people: true, follows: [first, second] });
  const children = (await app.get("leader", `/api/regions?parent=${old}`)).body.items.map(
    ({ code }: { code: string }) => code,
  );
  expect([children.includes(joined), children.includes(first)]).toEqual([true, false]);
});
