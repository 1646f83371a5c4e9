// Import of accounts through the whole application: dry run, validation issues by cell, all or nothing, the audit trail.
import { sql } from "@minqing/geodata/sql";
import { writeXlsx } from "hucre/xlsx";
import { beforeAll, describe, expect, test } from "vitest";
import { expectProblem, HAIFENG, LUFENG, openApp, SEED_TIMEOUT_MS, type TestApp, UNIT, type Who } from "../open-app.ts";
import { reasonsIn, sendFile } from "./send-file.ts";

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
}, SEED_TIMEOUT_MS);

const HEADER = "账号,姓名,角色,辖区,例外,部门";
const csv = (...rows: string[]): Uint8Array => new TextEncoder().encode([HEADER, ...rows].join("\r\n"));

const send = (file: Uint8Array, dryRun: boolean, who?: Exclude<Who, null>, type = "text/csv") =>
  sendFile(app, { kind: "accounts", file, dryRun, type, ...(who === undefined ? {} : { who }) });

const state = async () =>
  (
    await app.owner.raw(sql`
      select (select count(*)::int from accounts) as accounts, (select sum(version)::int from accounts) as versions,
        (select count(*)::int from audit_events where action in ('account.import', 'account.create', 'account.change')) as trail`)
  )[0];

const find = async (username: string) =>
  (await app.get("secadmin", `/api/accounts?text=${username}`)).body.items.find(
    (item: { username: string }) => item.username === username,
  );

describe("an import of accounts", () => {
  const rows = [`im-chen,陈一,网格员,${HAIFENG},,`, `im-lin,林二,handler,"${HAIFENG}、${LUFENG}",${LUFENG}101,${UNIT}`];

  test("as a dry run says what it would do, and writes nothing", async () => {
    const before = await state();
    const { status, body } = await send(csv(...rows), true);
    expect(status).toBe(200);
    expect(body).toEqual({
      kind: "accounts",
      dryRun: true,
      written: false,
      rows: 2,
      create: 2,
      change: 0,
      same: 0,
      held: null,
      refused: [],
    });
    expect(await state()).toEqual(before);
  });

  test("with one refused cell writes nothing, and names every cell with expected and got", async () => {
    const before = await state();
    const bad = [
      "Im Bad,坏,网格员,441521,,",
      "im-bad,坏,市长,441577,,no-such",
      "im-bad,坏,网格员,4.41521E+14,12,",
      "im-two,,系统管理员、网格员,,,",
    ];
    const answer = await send(csv(...rows, ...bad), false);
    const { status, body } = answer;
    expect([status, body.written]).toEqual([200, false]);
    expect(reasonsIn(answer)).toEqual([
      ["A4", "username", "Im Bad"],
      ["C5", "role", "市长"],
      ["D5", "region-unknown", "441577"],
      ["F5", "department-unknown", "no-such"],
      ["A6", "twice", "im-bad"],
      ["D6", "digits-lost", "4.41521E+14"],
      ["E6", "region-code", "12"],
      ["B7", "empty", ""],
      ["C7", "separation", "系统管理员、网格员"],
      ["D7", "empty", ""],
    ]);
    expect(body.refused[0]).toMatchObject({
      row: 4,
      column: "账号",
      expected: expect.stringMatching(/^2 to 64 of a-z/),
    });
    expect(body).not.toHaveProperty("passwords");
    expect(await state()).toEqual(before);
  });

  test("makes accounts whose first password opens them, with a row of the trail for each and one for the file", async () => {
    const { body } = await send(csv(...rows), false);
    expect(body).toMatchObject({ dryRun: false, written: true, create: 2, change: 0, same: 0, refused: [] });
    expect(body.passwords.map(({ username }: { username: string }) => username)).toEqual(["im-chen", "im-lin"]);
    expect(await find("im-lin")).toMatchObject({
      displayName: "林二",
      roles: ["handler"],
      regionCodes: [HAIFENG, LUFENG],
      exceptCodes: [`${LUFENG}101`],
      departmentId: UNIT,
      enabled: true,
      mustChangePassword: true,
      synthetic: false,
    });
    const { username, password } = body.passwords[0];
    const { session } = (await app.ask(null, "POST", "/api/session", { username, password })).body;
    expect(session).toMatchObject({ username, duty: "change-password" });
    const trail = await app.owner.raw(sql`
      select action, object_id as name, detail from audit_events
      where actor = 'secadmin' and (action = 'account.import' or object_id like 'im-%')
      order by audit_events.id`);
    expect(trail.map(({ action, name }) => [action, name])).toEqual([
      ["account.import", null],
      ["account.create", "im-chen"],
      ["account.create", "im-lin"],
    ]);
    expect(trail[0]?.["detail"]).toEqual({ rows: 2, create: 2, change: 0, same: 0 });
    expect(JSON.stringify(trail)).not.toContain(password);
  });

  test("again changes nothing; what differs is changed, and a column that is not there is kept", async () => {
    expect((await send(csv(...rows), false)).body).toMatchObject({ create: 0, change: 0, same: 2 });
    const { version } = await find("im-lin");
    const changed = new TextEncoder().encode(`username,name,roles,regions\nim-lin,林二,supervisor,${LUFENG}\n`);
    const { body } = await send(changed, false);
    expect(body).toMatchObject({ written: true, create: 0, change: 1, same: 0 });
    expect(body).not.toHaveProperty("passwords");
    expect(await find("im-lin")).toMatchObject({
      roles: ["supervisor"],
      regionCodes: [LUFENG],
      exceptCodes: [`${LUFENG}101`],
      departmentId: UNIT,
      version: version + 1,
    });
    const [last] = await app.owner.raw(
      sql`select action, detail from audit_events where object_id = 'im-lin' order by id desc limit 1`,
    );
    expect(last).toMatchObject({
      action: "account.change",
      detail: { roles: { before: ["handler"], after: ["supervisor"] } },
    });
  });

  test("reaches whoever is signed in with the next request", async () => {
    const { token } = await app.context.sessions.openFor("im-lin");
    const see = async () =>
      (await app.ask(null, "GET", "/api/session", undefined, { authorization: `Bearer ${token}` })).body;
    expect(await see()).toMatchObject({ roles: ["supervisor"], regions: [LUFENG] });
    await send(csv(`im-lin,林二,acceptor,${HAIFENG},,`), false);
    expect(await see()).toMatchObject({ roles: ["acceptor"], regions: [HAIFENG] });
  });

  test("sent twice at once makes its accounts once", async () => {
    const file = csv(`im-twin,双,网格员,${HAIFENG},,`);
    const answers = await Promise.all([send(file, false), send(file, false)]);
    const told = answers.filter(({ body }) => body.passwords !== undefined);
    expect(told).toHaveLength(1);
    const [{ username, password }] = told.flatMap(({ body }) => body.passwords);
    expect((await app.ask(null, "POST", "/api/session", { username, password })).status).toBe(200);
  });

  test("never changes the account that imports, nor takes the last administrator", async () => {
    const answer = await send(csv("secadmin,secadmin,网格员,441500,,", "auditor,auditor,网格员,441500,,"), false);
    expect(reasonsIn(answer)).toEqual([
      ["A2", "own-account", "secadmin"],
      ["C2", "last-administrator", "security_administrator"],
      ["C3", "last-administrator", "audit_administrator"],
    ]);
    const swap = csv("auditor,auditor,网格员,441500,,", "im-audit,新,审计管理员,441500,,");
    // One that the file makes has never signed in: it is nobody yet.
    expect(reasonsIn(await send(swap, true))).toEqual([["C2", "last-administrator", "audit_administrator"]]);
  });

  test("reads XLSX: codes typed as text, numbers that lost nothing, and not those that did", async () => {
    const sheet = (regions: (string | number)[]) => ({
      name: "人员",
      rows: [HEADER.split(","), ...regions.map((region, i) => [`im-x${i}`, "表", "网格员", region, null, UNIT])],
    });
    const good = await writeXlsx({ sheets: [sheet([HAIFENG, Number(LUFENG)])] });
    const { body } = await send(good, true, "secadmin", "application/octet-stream");
    expect(body).toMatchObject({ rows: 2, create: 2, refused: [] });
    const lost = await writeXlsx({ sheets: [sheet([Number("441521101201001001")])] });
    const { refused } = (await send(lost, true, "secadmin", "application/octet-stream")).body;
    expect(refused).toMatchObject([{ cell: "D2", column: "辖区", reason: "digits-lost", got: "441521101201001000" }]);
  });
});

describe("who and what", () => {
  test("only a security administrator imports", async () => {
    for (const who of ["sysadmin", "auditor", "leader", "grid-worker"] as const) {
      expectProblem(await send(csv(), true, who), "role-missing", 403);
    }
  });

  test("JSON, forms, nothing, and files that are none are refused as problems", async () => {
    expectProblem(await send(csv(), true, "secadmin", "application/json"), "unsupported-media-type", 415);
    expectProblem(await send(csv(), true, "secadmin", "text/plain"), "unsupported-media-type", 415);
    expectProblem(await send(new Uint8Array(), true), "bad-request", 400);
    expectProblem(await send(new Uint8Array([0xff, 0xff, 0xff, 0xff]), true), "bad-request", 400);
    expectProblem(await send(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), true), "bad-request", 400);
    expectProblem(await send(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), true), "bad-request", 400);
    expectProblem(await send(new Uint8Array(5 * 1024 * 1024 + 1).fill(0x61), true), "payload-too-large", 413);
    expectProblem(await send(csv(...Array<string>(20_001).fill("a,b,c,d,e,f")), true), "payload-too-large", 413);
  });
});
