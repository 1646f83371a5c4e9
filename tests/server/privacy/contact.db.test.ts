// Contacts of cases: stored apart and sealed, shown masked, revealed in plain for a purpose with an audit row.
import { randomUUID } from "node:crypto";
import { AuditView } from "@minqing/core/audit/row";
import { DEFAULT_MASKING_POLICY } from "@minqing/core/privacy/masking-policy";
import { listAudit } from "@minqing/geodata/audit/queries";
import type { Database, Executor } from "@minqing/geodata/database";
import { reportsOfCase } from "@minqing/geodata/report/queries";
import { sql, sqlName } from "@minqing/geodata/sql";
import { maskedContacts } from "@minqing/server/privacy/masked-contacts";
import { ReportContacts } from "@minqing/server/privacy/report-contacts";
import { revealContact } from "@minqing/server/privacy/reveal-contact";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { decide } from "../change-city-rule.ts";
import { expectProblem, HAIFENG, openApp, quiet, SEED_TIMEOUT_MS, type TestApp, UNIT, type Who } from "../open-app.ts";
import { gridIn } from "../sources.ts";

const CONTACT = {
  name: "欧阳不存在",
  phone: "13899990000",
  identityNumber: "441502199902307777",
  plate: "粤N00X00",
  address: "海丰县海城镇没有这条街1号",
};
const HIDDEN = /不存在|13899990000|199902307777|N00X00|没有这条街/;

let app: TestApp;
let clockMs = Date.now();
let position: [number, number];
beforeAll(async () => {
  app = await openApp({ now: () => new Date(clockMs) });
  ({ position } = await gridIn(app.db, HAIFENG));
}, SEED_TIMEOUT_MS);

const report = (contact: object = CONTACT) => ({
  category: "0506",
  title: "路面积水",
  source: "citizen",
  position,
  contact,
});

async function reported(contact?: object): Promise<{ id: string; version: number }> {
  const { status, body } = await app.post("desk", "/api/cases", report(contact));
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}

const reportOf = async (caseId: string): Promise<string> => (await reportsOfCase(app.db, caseId))[0]?.id ?? "";

const contactFor = async (who: Who, id: string) => (await app.get(who, `/api/cases/${id}`)).body.contact;
const reveal = (who: Who, id: string, purpose = "contact-reporter", reason = "核实积水位置") =>
  app.post(who, `/api/cases/${id}/contact/reveal`, { purpose, reason });

const rowsOf = async (action: string, objectId: string): Promise<AuditView[]> => {
  const filter = { actor: null, action, objectKind: "case", objectId, result: null, since: null, until: null };
  return z.array(AuditView).parse((await listAudit(app.db, { ...filter, before: null, limit: 100 })).reverse());
};

describe("a contact", () => {
  test("is shown masked, by the reader's role", async () => {
    const { id } = await reported();
    expect(await contactFor("desk", id)).toMatchObject({
      readable: true,
      synthetic: true,
      fields: [
        { field: "name", masked: "欧阳**" },
        { field: "phone", masked: "138****0000" },
        { field: "identityNumber", masked: "441502********7777" },
        { field: "plate", masked: "粤N***00" },
        { field: "address", masked: "海丰县海城镇***" },
      ],
    });
    expect((await contactFor("leader", id)).fields.map(({ field }: { field: string }) => field)).toEqual([
      "name",
      "phone",
      "address",
    ]);
    // The case has a contact, and this reader sees nothing of it.
    expect(await contactFor("partner", id)).toEqual({ fields: [], purposes: [], readable: true, synthetic: true });
    expect(
      await contactFor("desk", (await app.post("desk", "/api/cases", { ...report(), contact: undefined })).body.id),
    ).toBeNull();
  });

  test("of a unit's case is the unit's alone", async () => {
    const { id } = await reported();
    expect((await contactFor("unit", id)).fields).toEqual([]);
    for (const [i, command] of [
      { type: "accept" },
      { type: "register" },
      { type: "dispatch", departmentId: UNIT },
    ].entries()) {
      await app.post("desk", `/api/cases/${id}/commands`, { version: i + 1, ...command });
    }
    expect((await contactFor("unit", id)).fields).toHaveLength(4);
    expect((await contactFor("otherUnit", id)).fields).toEqual([]);
    expect((await reveal("unit", id, "on-site")).body.fields.map(({ field }: { field: string }) => field)).toEqual([
      "name",
      "phone",
      "plate",
      "address",
    ]);
    expectProblem(await reveal("otherUnit", id, "on-site"), "role-missing", 403);
  });

  test("stands in no table in plain, and in no answer but the one that was asked for", async () => {
    const { id } = await reported();
    await app.post("desk", "/api/cases", report(), "with a key");
    await app.context.accessDenials.settle();
    const tables = await app.owner.query(
      sql`select c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname = 'minqing' and c.relkind = 'r'`,
      z.object({ name: z.string() }),
    );
    expect(tables.map(({ name }) => name)).toContain("report_contacts");
    for (const value of Object.values(CONTACT)) {
      const hex = Buffer.from(value).toString("hex");
      for (const { name } of tables) {
        const found = await app.owner.one(
          sql`select count(*) as n from ${sqlName(name)} as t where t::text like ${`%${value}%`} or t::text like ${`%${hex}%`}`,
          z.object({ n: z.number() }),
        );
        expect([name, value, found.n]).toEqual([name, value, 0]);
      }
    }
    for (const path of [`cases/${id}`, "cases?limit=500", "snapshot", "changes?after=0", "public/cases", "kpis"]) {
      const answer = await app.get("desk", `/api/${path}`);
      expect(answer.status).toBe(200);
      expect(JSON.stringify(answer.body), path).not.toMatch(HIDDEN);
    }
    expect(JSON.stringify((await app.get("auditor", "/api/audit?limit=500")).body)).not.toMatch(HIDDEN);
  });

  test("belongs to what a repeated request repeats", async () => {
    const KEY = randomUUID();
    const first = await app.post("desk", "/api/cases", report(), KEY);
    const again = await app.post("desk", "/api/cases", report(), KEY);
    expect(again.body.id).toBe(first.body.id);
    const other = await app.post("desk", "/api/cases", report({ ...CONTACT, phone: "13899990001" }), KEY);
    expectProblem(other, "idempotency-conflict", 409);
    expect(await rowsOf("contact.give", first.body.id)).toMatchObject([
      { actor: "desk", detail: { fields: ["name", "phone", "identityNumber", "plate", "address"] } },
    ]);
  });

  test("that is none is refused with expected and got", async () => {
    const problem = expectProblem(
      await app.post("desk", "/api/cases", report({ name: "张三", phone: "无" })),
      "bad-request",
      400,
    );
    expect(problem.errors).toEqual([{ path: "contact.phone", expected: "expected a telephone number", got: '"无"' }]);
  });

  test("sealed with another key, or moved to another case, is not readable, and the case is shown all the same", async () => {
    const { id } = await reported();
    const { actor } = (await app.context.sessions.openFor("desk")).session;
    const held = (await app.get("desk", `/api/cases/${id}`)).body.case;
    const context = {
      ...app.context,
      contacts: new ReportContacts({ current: "another secret of 32 characters!", previous: [] }, quiet),
    };
    const reportId = await reportOf(id);
    expect((await maskedContacts(context, actor, [reportId], held)).get(reportId)).toEqual({
      fields: [],
      purposes: [],
      readable: false,
      synthetic: true,
    });
    const other = await reported({ name: "李四", phone: "13811112222" });
    await app.owner.execute(sql`
      update report_contacts set sealed = (
        select o.sealed from report_contacts o where o.report_id = ${await reportOf(id)}::uuid)
      where report_id = ${await reportOf(other.id)}::uuid`);
    expect(await contactFor("desk", other.id)).toMatchObject({ readable: false, fields: [] });
    expectProblem(await reveal("desk", other.id), "contact-unreadable", 409);
  });

  test("cannot be changed or taken away by the application's role", async () => {
    const { id } = await reported();
    if (app.db.driver === "pglite") return;
    for (const statement of [
      sql`update report_contacts set given_at = now() where report_id = ${await reportOf(id)}::uuid`,
      sql`delete from report_contacts where report_id = ${await reportOf(id)}::uuid`,
    ]) {
      await expect(app.db.execute(statement)).rejects.toThrow(/permission denied/);
    }
  });
});

describe("a reveal", () => {
  test("answers what the role may have for the purpose, and its row says who, which case, which fields and why", async () => {
    const { id } = await reported();
    const { status, body, headers } = await reveal("desk", id);
    expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(body).toEqual({
      fields: [
        { field: "name", text: CONTACT.name },
        { field: "phone", text: CONTACT.phone },
        { field: "address", text: CONTACT.address },
      ],
      shownSeconds: 60,
    });
    expect(await rowsOf("contact.reveal", id)).toMatchObject([
      {
        actor: "desk",
        result: "done",
        detail: { purpose: "contact-reporter", reason: "核实积水位置", fields: ["name", "phone", "address"] },
      },
    ]);
    expect((await reveal("desk", id, "identity-check")).body.fields[1]).toEqual({
      field: "identityNumber",
      text: CONTACT.identityNumber,
    });
  });

  test("is one with its row: without the row nothing is shown", async () => {
    const { id } = await reported();
    const { actor } = (await app.context.sessions.openFor("desk")).session;
    const broken = (tx: Executor): Executor =>
      Object.assign(Object.create(tx) as Executor, {
        query: tx.query.bind(tx),
        one: tx.one.bind(tx),
        execute: () => Promise.reject(new Error("the trail is full")),
      });
    const db: Partial<Database> = { transaction: (work) => app.db.transaction((tx) => work(broken(tx))) };
    const asked = { actor, caseId: id, request: { purpose: "callback", reason: "回访群众" } };
    await expect(revealContact({ ...app.context, db: db as Database }, asked)).rejects.toThrow("the trail is full");
    expect(await rowsOf("contact.reveal", id)).toEqual([]);
  });

  test("is refused without a purpose of the list, a reason, a role or a case in scope, and the trail says so", async () => {
    const { id } = await reported();
    const unknown = expectProblem(await reveal("desk", id, "curiosity"), "bad-request", 400);
    expect(unknown.errors?.[0]).toMatchObject({ path: "purpose", got: "curiosity" });
    expectProblem(await reveal("desk", id, "callback", "  看看 "), "bad-request", 400);
    expectProblem(await reveal("leader", id), "role-missing", 403);
    expectProblem(await reveal("partner", id), "role-missing", 403);
    expectProblem(await reveal("secadmin", id), "role-missing", 403);
    const outside = expectProblem(await reveal("lufeng", id), "not-found", 404);
    const nothing = expectProblem(await app.get("lufeng", `/api/cases/${id}`), "not-found", 404);
    expect(outside.detail).toBe(nothing.detail);
    const bare = await reported({ name: "李四", phone: "13811112222" });
    await reveal("desk", bare.id, "identity-check");
    await app.context.accessDenials.settle();
    const refused = (await rowsOf("contact.reveal", id)).map(({ actor, result, reason }) => [actor, result, reason]);
    expect(refused.sort()).toEqual([
      ["desk", "refused", "bad-request"],
      ["leader", "refused", "role-missing"],
      ["lufeng", "refused", "not-found"],
    ]);
    // Refused by the permission, before a case was read.
    for (const actor of ["partner", "secadmin"]) {
      const rows = (await app.get("auditor", `/api/audit?actor=${actor}&action=contact.reveal`)).body.items;
      expect(rows).toMatchObject([{ result: "refused", reason: "role-missing", objectId: null }]);
    }
  });

  test("is counted by account and hour, as the policy says, also when many come at once", async () => {
    const { id } = await reported();
    const policy = structuredClone(DEFAULT_MASKING_POLICY);
    policy.reveal = { shownSeconds: 20, mostPerHour: 3 };
    expect((await decide(app, "/api/masking-policy", policy)).status).toBe(200);
    const answers = await Promise.all(Array.from({ length: 6 }, () => reveal("haifeng", id)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    expect(answers.find(({ status }) => status === 200)?.body.shownSeconds).toBe(20);
    expectProblem(await reveal("haifeng", id), "too-many-requests", 429);
    // An idle session ends after half an hour: this one is used.
    for (let i = 0; i < 3; i++) {
      clockMs += 20 * 60_000 + 1;
      for (const who of ["haifeng", "secadmin", "desk", "auditor", "leader"] as const)
        await app.get(who, "/api/session");
    }
    expect((await reveal("haifeng", id)).status).toBe(200);
  });
});

describe("the policy", () => {
  test("is the security administrator's to change, with a row of before and after", async () => {
    const { edition, ...before } = (await app.get("auditor", "/api/masking-policy")).body;
    const after = structuredClone(DEFAULT_MASKING_POLICY);
    after.fields.phone.masked = after.fields.phone.masked.filter((role) => role !== "leader");
    expectProblem(await app.ask("auditor", "PUT", "/api/masking-policy", { ...after, edition }), "role-missing", 403);
    expectProblem(await app.get("desk", "/api/masking-policy"), "role-missing", 403);
    expect((await decide(app, "/api/masking-policy", after)).body).toEqual({ ...after, edition: expect.any(String) });
    const { id } = await reported();
    expect((await contactFor("leader", id)).fields.map(({ field }: { field: string }) => field)).toEqual([
      "name",
      "address",
    ]);
    const { items } = (await app.get("auditor", "/api/audit?action=masking-policy.change&limit=1")).body;
    expect(items[0]).toMatchObject({ actor: "secadmin", detail: { before, after } });
  });

  test("that contradicts itself is refused", async () => {
    const wrong = structuredClone(DEFAULT_MASKING_POLICY);
    wrong.fields.phone.plain["callback"] = ["partner"];
    const problem = expectProblem(await decide(app, "/api/masking-policy", wrong), "bad-request", 400);
    expect(problem.errors?.[0]?.path).toBe("fields.phone.plain.callback");
  });
});
