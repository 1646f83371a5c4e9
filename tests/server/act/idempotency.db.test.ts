// Idempotency-Key: on every writing route, the same request with the same key gets the same answer and changes nothing again.
import { randomUUID } from "node:crypto";
import { CaseView } from "@minqing/core/case/case";
import { createAccount } from "@minqing/geodata/access/queries";
import { GENERATED, hashPassword } from "@minqing/geodata/process/secret/password";
import { sql } from "@minqing/geodata/sql";
import { createApi } from "@minqing/server/api";
import { openapiDocument } from "@minqing/server/openapi-document";
import { purgeKind } from "@minqing/server/privacy/retention";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { expectProblem, HAIFENG, openApp, PASSWORD, SEED_TIMEOUT_MS, type TestApp, UNIT } from "../open-app.ts";
import { gridIn, raiseAlarm } from "../sources.ts";

let app: TestApp;
let position: [number, number];
beforeAll(async () => {
  app = await openApp();
  ({ position } = await gridIn(app.db, HAIFENG));
}, SEED_TIMEOUT_MS);

const report = (title: string) => ({ category: "0506", title, position });

const send = async (who: "desk" | "partner" | "secadmin", method: string, path: string, body: unknown, key: string) => {
  const response = await app.request(path, {
    method,
    headers: {
      authorization: `Bearer ${await app.token(who)}`,
      "content-type": "application/json",
      "idempotency-key": key,
    },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    text: await response.text(),
    replayed: response.headers.has("idempotency-replayed"),
  };
};

async function reported(title: string): Promise<CaseView> {
  return CaseView.parse((await app.post("desk", "/api/cases", report(title))).body);
}

const countOf = async (title: string): Promise<number> =>
  (await app.db.one(sql`select count(*) as n from cases where title = ${title}`, z.object({ n: z.number() }))).n;

/** What writes, but takes no key, and why. */
const EXEMPT: Readonly<Record<string, string>> = {
  "POST /api/session": "signing in",
  "DELETE /api/session": "signing out",
  "POST /api/audit/verify": "reads",
  "POST /api/sso/{provider}/logout": "sent by the provider, which knows no such header",
};

describe("the header", () => {
  test("is declared by every writing route but the exempt ones", () => {
    const { paths } = z
      .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
      .parse(openapiDocument(createApi(app.context)));
    const Operation = z.object({ parameters: z.array(z.object({ name: z.string(), in: z.string() })).default([]) });
    const writing = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([method]) => ["post", "put", "patch", "delete"].includes(method))
        .map(([method, operation]) => ({
          route: `${method.toUpperCase()} ${path}`,
          takesKey: Operation.parse(operation).parameters.some(({ name }) => name === "idempotency-key"),
        })),
    );
    expect(writing.length).toBeGreaterThan(40);
    expect(writing.filter(({ takesKey, route }) => takesKey === route in EXEMPT).map(({ route }) => route)).toEqual([]);
  });

  test("is a UUID", async () => {
    const answer = await app.post("desk", "/api/cases", report("x"), "key-1");
    const problem = expectProblem(answer, "bad-request", 400);
    expect(problem.errors).toEqual([{ path: "idempotency-key", expected: "expected a UUID", got: '"key-1"' }]);
  });
});

describe("a repeated request", () => {
  test("gets the same text and changes nothing again", async () => {
    const key = randomUUID();
    const first = await send("desk", "POST", "/api/cases", report("一次"), key);
    const again = await send("desk", "POST", "/api/cases", report("一次"), key);
    expect(first).toMatchObject({ status: 201, replayed: false });
    expect(again).toEqual({ ...first, replayed: true });
    expect(await countOf("一次")).toBe(1);
  });

  test("gets the answer of then, though the case has moved on", async () => {
    const view = await reported("往前");
    const [acceptKey, registerKey] = [randomUUID(), randomUUID()];
    const path = `/api/cases/${view.id}/commands`;
    const accepted = await send("desk", "POST", path, { type: "accept", version: 1 }, acceptKey);
    await send("desk", "POST", path, { type: "register", version: 2 }, registerKey);
    expect(await send("desk", "POST", path, { type: "accept", version: 1 }, acceptKey)).toEqual({
      ...accepted,
      replayed: true,
    });
    expect((await app.get("desk", `/api/cases/${view.id}`)).body.acts).toHaveLength(3);
  });

  test("is the same after a restart", async () => {
    const key = randomUUID();
    const first = await app.post("desk", "/api/cases", report("重启"), key);
    const restarted = await openApp({ again: app });
    expect((await restarted.post("desk", "/api/cases", report("重启"), key)).body).toEqual(first.body);
    expect(await countOf("重启")).toBe(1);
  });

  test("is done once, though many arrive at the same time", async () => {
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => app.post("desk", "/api/cases", report("齐"), key)),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    expect(await countOf("齐")).toBe(1);
  });

  test("on units and settings is done once too", async () => {
    const key = randomUUID();
    const draft = {
      id: `post-${key.slice(0, 8)}`,
      departmentId: UNIT,
      name: "巡查岗",
      nameEn: null,
      role: null,
      validFrom: "2026-01-01",
      validTo: null,
    };
    const first = await send("secadmin", "POST", "/api/organisation/posts", draft, key);
    expect(first, first.text).toMatchObject({ status: 201 });
    expect(await send("secadmin", "POST", "/api/organisation/posts", draft, key)).toEqual({ ...first, replayed: true });
  });

  test("with another body or address is refused and says so", async () => {
    const key = randomUUID();
    await app.post("desk", "/api/cases", report("甲"), key);
    const other = expectProblem(await app.post("desk", "/api/cases", report("乙"), key), "idempotency-conflict", 409);
    expect(other.detail).toContain(key);
    const alarm = await raiseAlarm(app.db);
    const elsewhere = await app.post("desk", `/api/alarms/${alarm}/acknowledge`, { version: 1 }, key);
    expectProblem(elsewhere, "idempotency-conflict", 409);
    expect(await countOf("乙")).toBe(0);
  });

  test("of another person is another request", async () => {
    const key = randomUUID();
    await app.post("desk", "/api/cases", report("两人"), key);
    expect((await app.post("partner", "/api/cases", report("两人"), key)).status).toBe(201);
    expect(await countOf("两人")).toBe(2);
  });

  test("that was refused is judged anew", async () => {
    const key = randomUUID();
    const view = await reported("再判");
    const path = `/api/cases/${view.id}/commands`;
    expectProblem(await app.post("desk", path, { type: "close", version: 1 }, key), "command-not-possible", 409);
    expect((await app.post("desk", path, { type: "accept", version: 1 }, key)).status).toBe(200);
  });

  test("about a case that the actor no longer sees is answered as if there were none", async () => {
    const view = await reported("失去");
    const key = randomUUID();
    const path = `/api/cases/${view.id}/commands`;
    const body = { type: "accept", version: 1 };
    expect((await app.post("desk", path, body, key)).status).toBe(200);
    await app.owner.execute(sql`update cases set secrecy = 2 where id = ${view.id}::uuid`);
    expectProblem(await app.post("desk", path, body, key), "not-found", 404);
  });
});

describe("who sees a case for the own report alone by now", () => {
  const ask = async (username: string, path: string, body: unknown, key: string) => {
    const { token } = await app.context.sessions.openFor(username);
    return app.ask(null, "POST", path, body, { authorization: `Bearer ${token}`, "idempotency-key": key });
  };

  test("gets the answer of the own report again, and no view of the whole case", async () => {
    const username = "moved-on";
    await createAccount(app.owner, {
      username,
      displayName: "调岗",
      passwordHash: await hashPassword(PASSWORD, GENERATED),
      roles: ["grid_worker"],
      regionCodes: [HAIFENG],
      exceptCodes: [],
      departmentId: null,
      demo: true,
      createdAt: new Date(),
    });
    const [reportKey, acceptKey] = [randomUUID(), randomUUID()];
    const draft = { ...report("原题"), id: randomUUID() };
    const sent = await ask(username, "/api/reports", draft, reportKey);
    expect(sent).toMatchObject({ status: 201 });
    const path = `/api/cases/${sent.body.caseId}/commands`;
    const accept = { type: "accept", version: 1 };
    await app.owner.execute(sql`update accounts set roles = array['acceptor'] where username = ${username}`);
    expect(await ask(username, path, accept, acceptKey)).toMatchObject({ status: 200, body: { title: "原题" } });
    await app.owner.execute(
      sql`update accounts set roles = array['grid_worker', 'acceptor'], case_range = 'own' where username = ${username}`,
    );
    const again = expectProblem(await ask(username, path, accept, acceptKey), "already-done", 409);
    expect(again.detail).toContain(sent.body.caseId);
    expect(JSON.stringify(again)).not.toContain("原题");
    expect(await ask(username, "/api/reports", draft, reportKey)).toMatchObject({ status: 201, body: sent.body });
    await app.owner.execute(sql`update cases set secrecy = 2 where id = ${sent.body.caseId}::uuid`);
    expectProblem(await ask(username, "/api/reports", draft, reportKey), "not-found", 404);
  });
});

const newAccount = (username: string) => ({
  username,
  displayName: "新人",
  roles: ["acceptor"],
  regionCodes: [HAIFENG],
  exceptCodes: [],
  departmentId: null,
  enabled: true,
});

describe("an answer with a secret", () => {
  test("is not kept: a repeat says that it was done, on which account, and changes nothing", async () => {
    const key = randomUUID();
    const username = `a${key.slice(0, 8)}`;
    const draft = newAccount(username);
    const first = await app.post("secadmin", "/api/accounts", draft, key);
    expect(first).toMatchObject({ status: 201, body: { password: expect.any(String) } });
    const again = expectProblem(await app.post("secadmin", "/api/accounts", draft, key), "already-done", 409);
    expect(again.detail).toContain(username);
    const kept = await app.owner.raw(sql`select answer, status from idempotency_keys where key = ${key}`);
    expect(kept).toEqual([{ answer: null, status: 201 }]);
  });

  test("is found by no search of the kept requests: hashes are keyed", async () => {
    const columns = await app.owner.raw(sql`select to_jsonb(k)::text as row from idempotency_keys k`);
    expect(columns.length).toBeGreaterThan(5);
    for (const { row } of columns) expect(row).not.toMatch(/aA1-/);
  });
});

test("a key of a request whose effect forbids a second judgement is answered before it is judged", async () => {
  const key = randomUUID();
  const username = `b${key.slice(0, 8)}`;
  const draft = newAccount(username);
  const { account } = (await app.post("secadmin", "/api/accounts", draft)).body;
  const change = { ...draft, username: undefined, displayName: "改名", version: account.version };
  const first = await send("secadmin", "PUT", `/api/accounts/${username}`, change, key);
  expect(first.status).toBe(200);
  expect(await send("secadmin", "PUT", `/api/accounts/${username}`, change, key)).toEqual({ ...first, replayed: true });
});

test("answers are kept for as long as the city has set", async () => {
  const key = randomUUID();
  await app.post("desk", "/api/cases", report("保存"), key);
  const days = (n: number) => new Date(app.context.now().getTime() + n * 86_400_000);
  const isKept = async () => (await app.db.raw(sql`select key from idempotency_keys where key = ${key}`)).length === 1;
  await purgeKind(app.owner, "answer", days(29));
  expect(await isKept()).toBe(true);
  await purgeKind(app.owner, "answer", days(31));
  expect(await isKept()).toBe(false);
});
