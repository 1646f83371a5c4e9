// Units through the whole application: changed by version, recorded in history and audit trail, telephone numbers masked; a
// region's new manager changes every scope at once.
import { sql } from "@minqing/geodata/sql";
import { beforeAll, describe, expect, test } from "vitest";
import { expectProblem, HAIFENG, LUFENG, openApp, SEED_TIMEOUT_MS, type TestApp, UNIT } from "../open-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
}, SEED_TIMEOUT_MS);

const BASE = "/api/organisation";
const get = (path: string) => app.get("secadmin", `${BASE}/${path}`);
const make = (kind: string, body: object) => app.post("secadmin", `${BASE}/${kind}`, body);
const change = (path: string, body: object) => app.ask("secadmin", "PUT", `${BASE}/${path}`, body);

const find = async (path: string, key: string, value: string) =>
  (await get(path)).body.items.find((item: Record<string, unknown>) => item[key] === value);

/** The fields of a unit that a form sends, without those that only the server sets. */
const draftOf = (item: object, ...keys: string[]) =>
  Object.fromEntries(Object.entries(item).filter(([key]) => keys.includes(key)));
const DEPARTMENT = ["parentId", "name", "nameEn", "kind", "regionCode", "validFrom", "validTo", "version"];
const PERSON = [
  "name",
  "departmentId",
  "postId",
  "regionCode",
  "reachCodes",
  "username",
  "validFrom",
  "validTo",
  "version",
];
const REGION = ["name", "nameEn", "managementParentCode", "validFrom", "validTo", "version"];

const trailOf = (kind: string, id: string) =>
  app.owner.raw(sql`
    select action, actor, detail from audit_events where object_kind = ${kind} and object_id = ${id}
    order by audit_events.id`);

describe("departments", () => {
  test("are changed by version; each change is in the history and in the trail", async () => {
    const unit = await find("departments", "id", UNIT);
    const draft = { ...draftOf(unit, ...DEPARTMENT), name: "海丰县水利局" };
    expect((await change(`departments/${UNIT}`, draft)).body).toEqual({ id: UNIT, version: unit.version + 1 });
    expectProblem(await change(`departments/${UNIT}`, { ...draft, name: "x" }), "version-conflict", 409);
    expect(await find("departments", "id", UNIT)).toMatchObject({ name: "海丰县水利局", version: unit.version + 1 });
    const { items } = (await get(`department/${UNIT}/history`)).body;
    expect(items).toMatchObject([
      { version: 2, actor: "secadmin", before: { name: unit.name }, after: { name: "海丰县水利局" } },
    ]);
    expect(await trailOf("department", UNIT)).toEqual([
      {
        action: "department.change",
        actor: "secadmin",
        detail: { name: { before: unit.name, after: "海丰县水利局" } },
      },
    ]);
  });

  test("with people cannot vanish: one is ended by a day, takes no case any more, and stays readable", async () => {
    const id = `${LUFENG}-fire`;
    const unit = await find("departments", "id", id);
    expect(unit.people).toBeGreaterThan(0);
    expect((await app.ask("secadmin", "DELETE", `${BASE}/departments/${id}`, {})).status).toBe(404);
    const ended = { ...draftOf(unit, ...DEPARTMENT), validTo: "2024-01-01" };
    expect((await change(`departments/${id}`, ended)).status).toBe(200);
    expect(await find("departments", "id", id)).toMatchObject({ validTo: "2024-01-01", people: unit.people });
    const { items } = (await app.get("leader", "/api/departments")).body;
    expect(items.find((item: { id: string }) => item.id === id)).toMatchObject({ validTo: "2024-01-01" });
    const account = { username: "late", displayName: "x", roles: ["handler"], regionCodes: [LUFENG], exceptCodes: [] };
    const made = await app.post("secadmin", "/api/accounts", { ...account, departmentId: id, enabled: true });
    expectProblem(made, "bad-request", 400);
    const person = { name: "新人", departmentId: id, postId: null, regionCode: LUFENG, reachCodes: [], username: null };
    const problem = expectProblem(
      await make("people", { id: "late-1", ...person, validFrom: "2026-01-01", validTo: null }),
      ...(["bad-request", 400] as const),
    );
    expect(problem.errors).toMatchObject([{ path: "departmentId", got: id }]);
  });

  test("do not stand below themselves, and do not end under what stands below them", async () => {
    const [city, county] = [await find("departments", "id", "441500-water"), await find("departments", "id", UNIT)];
    const circle = { ...draftOf(city, ...DEPARTMENT), parentId: UNIT };
    const { errors } = expectProblem(await change("departments/441500-water", circle), "bad-request", 400);
    expect(errors).toMatchObject([{ path: "parentId", got: UNIT }]);
    const ending = { ...draftOf(city, ...DEPARTMENT), validTo: "2024-01-01" };
    expectProblem(await change("departments/441500-water", ending), "bad-request", 400);
    expect(await find("departments", "id", "441500-water")).toEqual(city);
    expect(await find("departments", "id", UNIT)).toEqual(county);
  });
});

describe("people", () => {
  const person = {
    id: "or-lin",
    name: "林一",
    departmentId: UNIT,
    postId: `${UNIT}-handler`,
    regionCode: HAIFENG,
    reachCodes: [],
    username: "unit",
    phone: "13812345678",
    validFrom: "2026-01-01",
    validTo: null,
  };

  test("are made with a telephone number that never comes back in full", async () => {
    expect((await make("people", person)).status).toBe(201);
    const stored = await find("people?text=or-lin", "id", "or-lin");
    expect(stored).toMatchObject({ phone: "138****5678", departmentName: "海丰县水利局", postName: "处置人员" });
    const moved = { ...draftOf(stored, ...PERSON), name: "林一一" };
    expect((await change("people/or-lin", moved)).status).toBe(200);
    const again = { ...moved, version: 2, phone: "13812340000" };
    expect((await change("people/or-lin", again)).status).toBe(200);
    expect(await find("people?text=or-lin", "id", "or-lin")).toMatchObject({ phone: "138****0000", version: 3 });
    const [row] = await app.owner.raw(sql`select phone from people where id = 'or-lin'`);
    expect(row).toEqual({ phone: "13812340000" });
    const history = (await get("person/or-lin/history")).body;
    const trail = await trailOf("person", "or-lin");
    expect(trail.map(({ action }) => action)).toEqual(["person.create", "person.change", "person.change"]);
    expect(trail[2]?.["detail"]).toEqual({ phone: { before: "138****5678", after: "138****0000" } });
    for (const told of [history, trail]) expect(JSON.stringify(told)).not.toMatch(/1381234/);
    expect(history.items.map(({ version }: { version: number }) => version)).toEqual([3, 2, 1]);
  });

  test("stand behind one account each, and reading them is a row of the trail", async () => {
    const other = { ...person, id: "or-su", name: "苏二" };
    const { errors } = expectProblem(await make("people", other), "bad-request", 400);
    expect(errors).toMatchObject([{ path: "username", got: "unit" }]);
    expect((await make("people", { ...other, username: null })).status).toBe(201);
    expectProblem(await make("people", { ...other, username: null }), "version-conflict", 409);
    const [{ n } = { n: 0 }] = await app.owner.raw(
      sql`select count(*)::int as n from audit_events where action = 'person.read'`,
    );
    expect(n).toBeGreaterThan(0);
  });

  test("that no city has are marked as made here, not as simulated", async () => {
    expect(await find("people?text=or-su", "id", "or-su")).toMatchObject({ synthetic: false });
  });
});

test("shifts are made, moved, struck before they begin, and never overlap", async () => {
  const shift = (from: string, to: string) => ({
    personId: "or-su",
    departmentId: UNIT,
    name: "值班",
    startsAt: `2099-01-01T${from}:00+08:00`,
    endsAt: `2099-01-01T${to}:00+08:00`,
  });
  const { status, body } = await make("shifts", shift("08:00", "16:00"));
  expect([status, body]).toEqual([201, { id: "or-su-209901010000", version: 1 }]);
  expectProblem(await make("shifts", shift("12:00", "20:00")), "bad-request", 400);
  const longer = { ...shift("08:00", "17:00"), version: 1 };
  expect((await change(`shifts/${body.id}`, longer)).body.version).toBe(2);
  const span = "shifts?since=2099-01-01T00:00:00Z&until=2099-01-02T00:00:00Z";
  expect((await get(span)).body.items).toMatchObject([
    { personName: "苏二", departmentName: "海丰县水利局", endsAt: "2099-01-01T09:00:00.000Z" },
  ]);
  expectProblem(
    await app.ask("secadmin", "DELETE", `${BASE}/shifts/${body.id}`, { version: 1 }),
    "version-conflict",
    409,
  );
  expect((await app.ask("secadmin", "DELETE", `${BASE}/shifts/${body.id}`, { version: 2 })).status).toBe(204);
  expect((await get(span)).body.items).toEqual([]);
  const { items } = (await get(`shift/${body.id}/history`)).body;
  expect(items).toMatchObject([{ after: null }, { version: 2 }, { before: null, version: 1 }]);
});

describe("regions", () => {
  const scopeOf = async (who: "haifeng" | "leader") => {
    const { body } = await app.get(who, "/api/session");
    return body.scopeKey as string;
  };

  test("that another runs leave the scope of who ran them with the next request", async () => {
    const { items: towns } = (await get(`regions?text=${HAIFENG}`)).body;
    const before = towns.find(
      ({ level, managementParentCode }: Record<string, unknown>) => level === "town" && managementParentCode === null,
    );
    const town: string = before.code;
    expect((await scopeOf("haifeng")).includes(`-${town}`)).toBe(false);
    const moved = { ...draftOf(before, ...REGION), managementParentCode: LUFENG };
    expect((await change(`regions/${town}`, moved)).status).toBe(200);
    expect((await scopeOf("haifeng")).includes(`-${town}`)).toBe(true);
    const back = { ...moved, managementParentCode: null, version: before.version + 1 };
    expect((await change(`regions/${town}`, back)).status).toBe(200);
    expect((await scopeOf("haifeng")).includes(`-${town}`)).toBe(false);
    const { items } = (await get(`region/${town}/history`)).body;
    expect(items.map(({ after }: { after: object }) => after)).toMatchObject([
      { managementParentCode: null },
      { managementParentCode: LUFENG },
    ]);
  });

  test("are not run by themselves, and do not end under their villages", async () => {
    const county = await find(`regions?text=${HAIFENG}`, "code", HAIFENG);
    const circle = { ...draftOf(county, ...REGION), managementParentCode: HAIFENG };
    const { errors } = expectProblem(await change(`regions/${HAIFENG}`, circle), "bad-request", 400);
    expect(errors).toMatchObject([{ path: "managementParentCode" }]);
    const ended = { ...draftOf(county, ...REGION), validTo: "2024-01-01" };
    expectProblem(await change(`regions/${HAIFENG}`, ended), "bad-request", 400);
  });
});

test("the application's role cannot rewrite the history", async () => {
  if (app.db.driver === "pglite") return;
  await expect(app.db.execute(sql`delete from organisation_history`)).rejects.toThrow(/permission denied/);
  await expect(app.db.execute(sql`update organisation_history set actor = 'x'`)).rejects.toThrow(/permission denied/);
});
