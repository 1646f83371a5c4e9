// Grants of an account beside its regions, over HTTP: stored, refused, imported, in force; and who may classify.
import { DEFAULT_GRANTS } from "@minqing/core/access/account";
import { sql } from "@minqing/geodata/sql";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { sendFile } from "../../import/send-file.ts";
import { expectProblem, HAIFENG, LUFENG, openApp, SEED_TIMEOUT_MS, type TestApp, UNIT } from "../../open-app.ts";
import { gridIn } from "../../sources.ts";

let app: TestApp;
let reach: string;
beforeAll(async () => {
  app = await openApp();
  const row = await app.owner.one(
    sql`select code from reaches where region_code not like ${`${HAIFENG}%`} order by code limit 1`,
    z.object({ code: z.string() }),
  );
  reach = row.code;
}, SEED_TIMEOUT_MS);

const draft = (part: object = {}) => ({
  displayName: "河长",
  roles: ["river_chief"],
  regionCodes: [HAIFENG],
  exceptCodes: [],
  departmentId: null,
  enabled: true,
  ...part,
});
const create = (username: string, part: object = {}) =>
  app.post("secadmin", "/api/accounts", { username, ...draft(part) });
const change = (username: string, version: number, part: object = {}) =>
  app.ask("secadmin", "PUT", `/api/accounts/${username}`, { ...draft(part), version });
const as = async (username: string) => {
  await app.owner.execute(sql`update accounts set must_change_password = false where username = ${username}`);
  const { token } = await app.context.sessions.openFor(username);
  return { authorization: `Bearer ${token}` };
};
const ids = async (headers: Record<string, string>, path: string, key = "id"): Promise<string[]> =>
  (await app.ask(null, "GET", path, undefined, headers)).body.items.map((item: Record<string, string>) => item[key]);

describe("grants of an account", () => {
  test("are usual where nothing is said, and stay where a change says nothing", async () => {
    expect((await create("plain")).body.account).toMatchObject(DEFAULT_GRANTS);
    const given = { reachCodes: [reach], caseRange: "own", clearance: 1 };
    const { body } = await create("given", given);
    expect(body.account).toMatchObject(given);
    expect((await change("given", body.account.version, { displayName: "改名" })).body).toMatchObject(given);
  });

  test("that name nothing are refused with what was expected", async () => {
    const places = async (part: object) =>
      expectProblem(await create("nobody", part), "bad-request", 400).errors?.map(({ path, got }) => [path, got]);
    expect(await places({ reachCodes: ["no-such"] })).toEqual([["reachCodes", "no-such"]]);
    expect(await places({ caseRange: "department" })).toEqual([["departmentId", "none"]]);
    expect(await places({ caseRange: "everything" })).toMatchObject([["caseRange", expect.any(String)]]);
    expect(await places({ clearance: 3 })).toMatchObject([["clearance", expect.any(String)]]);
  });

  test("open the reach of a river chief beyond the own county, from the next request on", async () => {
    const { body } = await create("chief");
    const headers = await as("chief");
    const shown = () => ids(headers, "/api/reaches", "code");
    expect(await shown()).not.toContain(reach);
    expect((await change("chief", body.account.version, { reachCodes: [reach] })).status).toBe(200);
    expect(await shown()).toContain(reach);
  });

  test("come from a sheet as well, by their Chinese names, and are refused cell by cell", async () => {
    const sheet = (...rows: string[]) =>
      sendFile(app, {
        kind: "accounts" as const,
        dryRun: false,
        type: "text/csv",
        file: new TextEncoder().encode(["账号,姓名,角色,辖区,部门,河段,案件范围,知悉范围", ...rows].join("\n")),
      });
    const refused = await sheet(
      `im-one,一,河长,${HAIFENG},,no-such,部分,绝密`,
      `im-two,二,处置部门,${HAIFENG},,,本部门及下级,`,
    );
    expect(refused.body.refused.map(({ cell, reason }: { cell: string; reason: string }) => [cell, reason])).toEqual([
      ["F2", "reach-unknown"],
      ["G2", "case-range"],
      ["H2", "clearance"],
      ["G3", "range-without-department"],
    ]);
    const rows = [`im-one,一,河长,${HAIFENG},,${reach},,内部`, `im-two,二,处置部门,${LUFENG},${UNIT},,本部门及下级,0`];
    expect((await sheet(...rows)).body).toMatchObject({ written: true, create: 2 });
    expect((await sheet(...rows)).body).toMatchObject({ same: 2 });
    const { items } = (await app.get("secadmin", "/api/accounts?text=im-")).body;
    expect(items).toMatchObject([
      { username: "im-one", reachCodes: [reach], caseRange: "region", clearance: 1 },
      { username: "im-two", reachCodes: [], caseRange: "department", clearance: 0, departmentId: UNIT },
    ]);
  });
});

describe("the range of cases", () => {
  test("of a unit is what is dispatched to it or to one below it; of the own reports, those", async () => {
    const { position } = await gridIn(app.db, HAIFENG);
    const report = (title: string) => ({ category: "0506", title, position });
    const parent = { caseRange: "department", departmentId: "441500-water", roles: ["handler"] };
    await create("bureau", parent);
    await create("reporter", { caseRange: "own", roles: ["grid_worker"] });
    const [bureau, reporter] = [await as("bureau"), await as("reporter")];
    const below = await app.owner.one(
      sql`select parent_id = '441500-water' as is from departments where id = ${UNIT}`,
      z.object({ is: z.boolean() }),
    );
    expect(below.is).toBe(true);
    const { body: other } = await app.post("haifeng", "/api/cases", report("别人的"));
    const { body: own } = await app.ask(null, "POST", "/api/cases", report("自己的"), reporter);
    expect(await ids(reporter, "/api/cases")).toEqual([own.id]);
    expect((await app.ask(null, "GET", `/api/cases/${other.id}`, undefined, reporter)).status).toBe(404);
    expect(await ids(bureau, "/api/cases")).not.toContain(other.id);
    const command = (type: string, version: number, more = {}) =>
      app.post("haifeng", `/api/cases/${other.id}/commands`, { type, version, ...more });
    await command("accept", 1);
    await command("register", 2);
    expect((await command("dispatch", 3, { departmentId: UNIT })).status).toBe(200);
    expect(await ids(bureau, "/api/cases")).toContain(other.id);
  });
});

describe("how confidential a case is", () => {
  const aCase = async () => {
    const { position } = await gridIn(app.db, HAIFENG);
    return (await app.post("haifeng", "/api/cases", { category: "0506", title: "未成年人走失", position })).body;
  };
  const classify = (who: "cleared" | "desk" | "grid-worker", id: string, body: object) =>
    app.post(who, `/api/cases/${id}/secrecy`, { reason: "涉及未成年人", ...body });

  test("is set by the supervisor, stands in the log and the trail, and moves no clock", async () => {
    const before = await aCase();
    const { status, body } = await classify("cleared", before.id, { secrecy: 2, version: 1 });
    expect(status).toBe(200);
    const { secrecy: _, version: __, ...rest } = before;
    expect(body).toEqual({ ...rest, secrecy: 2, version: 2 });
    const detail = (await app.get("cleared", `/api/cases/${before.id}`)).body;
    expect(detail.acts.at(-1)).toMatchObject({
      act: "classify",
      from: "reported",
      to: "reported",
      detail: { secrecy: 2 },
    });
    const rows = await app.owner.query(
      sql`select action, actor, detail from audit_events where object_id = ${before.id} order by id`,
      z.object({ action: z.string(), actor: z.string(), detail: z.unknown() }),
    );
    expect(rows.at(-1)).toEqual({
      action: "case.classify",
      actor: "cleared",
      detail: { before: 0, after: 2, version: 2 },
    });
    for (const who of ["haifeng", "leader", "grid-worker"] as const) {
      expectProblem(await app.get(who, `/api/cases/${before.id}`), "not-found", 404);
    }
  });

  test("is nobody's who is not a supervisor, and no higher than the own clearance", async () => {
    const { id } = await aCase();
    expectProblem(await classify("grid-worker", id, { secrecy: 1, version: 1 }), "role-missing", 403);
    expectProblem(await classify("desk", id, { secrecy: 1, version: 1 }), "bad-request", 400);
    expectProblem(await classify("cleared", id, { secrecy: 1, version: 7 }), "version-conflict", 409);
    expectProblem(await classify("cleared", id, { secrecy: 1, version: 1, reason: " " }), "bad-request", 400);
  });

  test("set twice to the same is one act", async () => {
    const { id } = await aCase();
    await classify("cleared", id, { secrecy: 1, version: 1 });
    expect((await classify("cleared", id, { secrecy: 1, version: 2 })).body).toMatchObject({ version: 2, secrecy: 1 });
  });
});
