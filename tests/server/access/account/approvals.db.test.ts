// Four eyes for administrators: what one of them does with great effect works only after the other one has approved it.
import { sql } from "@minqing/geodata/sql";
import { beforeAll, describe, expect, test } from "vitest";
import { expectProblem, HAIFENG, openApp, SEED_TIMEOUT_MS, type TestApp } from "../../open-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
  for (const who of ["secadmin", "sysadmin", "auditor"] as const) await app.token(who);
}, SEED_TIMEOUT_MS);

type Administrator = "secadmin" | "sysadmin" | "auditor";
let count = 0;
const draft = (part: object = {}) => ({
  username: `made-${++count}`,
  displayName: "新账号",
  roles: ["grid_worker"],
  regionCodes: [HAIFENG],
  exceptCodes: [],
  departmentId: null,
  enabled: true,
  ...part,
});
const create = async (part: object = {}) => {
  const answer = await app.post("secadmin", "/api/accounts", draft(part));
  expect(answer.status).toBe(201);
  return answer.body as { account: { username: string; awaitsApproval: boolean; version: number }; password: string };
};
const signIn = async ({ account, password }: { account: { username: string }; password: string }) =>
  (await app.ask(null, "POST", "/api/session", { username: account.username, password })).status;
const open = async () =>
  (await app.get("sysadmin", "/api/approvals")).body.items.filter(
    (item: { decision: unknown }) => item.decision === null,
  );
const decide = (who: Administrator, id: string, decision = "approved") =>
  app.post(who, `/api/approvals/${id}/decision`, { decision });
const versionOf = async (username: string): Promise<number> =>
  (await app.get("secadmin", `/api/accounts?text=${username}`)).body.items.find(
    (account: { username: string }) => account.username === username,
  ).version;

describe("an account that may do much", () => {
  test.each([
    ["an auditor", { roles: ["audit_administrator"] }],
    ["a system administrator", { roles: ["system_administrator"] }],
    ["with clearance", { roles: ["leader"], clearance: 1 }],
    ["with the whole city", { roles: ["leader"], regionCodes: ["441500"] }],
  ])("%s works only after the second one", async (_, part) => {
    const made = await create(part);
    expect(made.account.awaitsApproval).toBe(true);
    expect(await signIn(made)).toBe(401);
    const [request] = await open();
    expect(request).toMatchObject({ action: "account.create", object: made.account.username, requestedBy: "secadmin" });
    expect(JSON.stringify(request)).not.toMatch(/argon2|password/i);
    expect((await decide("sysadmin", request.id)).status).toBe(200);
    expect(await signIn(made)).toBe(200);
  });

  test("that is refused never works", async () => {
    const made = await create({ roles: ["audit_administrator"] });
    const [request] = await open();
    expect((await decide("sysadmin", request.id, "refused")).body).toMatchObject({ decision: "refused" });
    expect(await signIn(made)).toBe(401);
    expectProblem(await decide("sysadmin", request.id), "version-conflict", 409);
  });

  test("that was refused is not enabled by one alone", async () => {
    const made = await create({ roles: ["leader"], clearance: 1 });
    const [request] = await open();
    await decide("sysadmin", request.id, "refused");
    const { username } = made.account;
    const body = {
      ...draft({ roles: ["leader"], clearance: 1 }),
      username: undefined,
      version: await versionOf(username),
    };
    expect((await app.ask("secadmin", "PUT", `/api/accounts/${username}`, body)).body).toMatchObject({
      enabled: false,
      hasRequest: true,
    });
    expect(await signIn(made)).toBe(401);
    const [again] = await open();
    await decide("sysadmin", again.id, "refused");
  });

  test("cannot have the city county by county either", async () => {
    const counties = await app.owner.raw(sql`select code from regions where level = 'county'`);
    expect(counties.length).toBeGreaterThan(2);
    const codes = counties.map(({ code }) => String(code));
    expect((await create({ roles: ["leader"], regionCodes: codes.slice(1) })).account.awaitsApproval).toBe(false);
    const made = await create({ roles: ["leader"], regionCodes: codes });
    expect(made.account.awaitsApproval).toBe(true);
    const [request] = await open();
    await decide("sysadmin", request.id, "refused");
  });

  test("keeps its password and its person at the provider until the second one approves", async () => {
    const { account } = await create({ roles: ["leader"], clearance: 1 });
    const [made] = await open();
    await decide("sysadmin", made.id);
    const version = await versionOf(account.username);
    const reset = await app.post("secadmin", `/api/accounts/${account.username}/password`, { version });
    expect(reset.status).toBe(200);
    const [request] = await open();
    expect(request).toMatchObject({
      action: "password.reset",
      object: account.username,
      approver: "system_administrator",
    });
    expect(await signIn({ account, password: reset.body.password })).toBe(401);
    expectProblem(
      await app.post("secadmin", `/api/accounts/${account.username}/password`, { version }),
      "command-not-possible",
      409,
    );
    await decide("sysadmin", request.id);
    expect(await signIn({ account, password: reset.body.password })).toBe(200);
  });

  test("an ordinary one needs nobody else", async () => {
    const made = await create();
    expect(made.account.awaitsApproval).toBe(false);
    expect(await signIn(made)).toBe(200);
  });
});

describe("who decides", () => {
  test("is the other administrator: not who requested it, and never the auditor", async () => {
    await create({ roles: ["audit_administrator"] });
    const [request] = await open();
    expectProblem(await decide("secadmin", request.id), "separation-of-duties", 403);
    expectProblem(await decide("auditor", request.id), "role-missing", 403);
    const seen = await app.get("auditor", "/api/approvals");
    expect(seen.body.items[0]).toMatchObject({ id: request.id, decision: null });
    await decide("sysadmin", request.id, "refused");
  });

  test("withdraws: only who requested it, and it is over", async () => {
    const made = await create({ roles: ["audit_administrator"] });
    const [request] = await open();
    expect((await decide("secadmin", request.id, "refused")).body).toMatchObject({
      decision: "refused",
      decidedBy: "secadmin",
    });
    expect(await signIn(made)).toBe(401);
    expectProblem(await decide("sysadmin", request.id), "version-conflict", 409);
  });

  test("can only refuse what has expired", async () => {
    const made = await create({ roles: ["audit_administrator"] });
    const [request] = await open();
    await app.owner.execute(sql`update approvals set expires_at = now() where id = ${request.id}::uuid`);
    expectProblem(await decide("sysadmin", request.id), "command-not-possible", 409);
    expect((await decide("sysadmin", request.id, "refused")).status).toBe(200);
    const { items } = (await app.get("secadmin", `/api/accounts?text=${made.account.username}`)).body;
    expect(items[0]).toMatchObject({ awaitsApproval: false, enabled: false });
  });

  test("leaves rows: the request at once, then the decision", async () => {
    const made = await create({ roles: ["audit_administrator"] });
    const [request] = await open();
    await decide("sysadmin", request.id);
    const rows = await app.owner.raw(sql`
      select actor, action, detail ->> 'object' as object from audit_events
      where object_kind = 'approval' and object_id = ${request.id} order by id`);
    expect(rows).toEqual([
      { actor: "secadmin", action: "approval.request", object: made.account.username },
      { actor: "sysadmin", action: "approval.approve", object: made.account.username },
    ]);
  });
});

describe("the account of an administrator", () => {
  const act = async (path: string, method: "POST" | "DELETE" = "POST") =>
    app.ask("secadmin", method, `/api/accounts/auditor/${path}`, { version: await versionOf("auditor") });

  test("keeps its password and its factor until the second one approves", async () => {
    const before = await app.owner.raw(sql`select password_hash from accounts where username = 'auditor'`);
    expect((await act("password")).status).toBe(200);
    expect((await act("second-factor", "DELETE")).status).toBe(200);
    expect(await app.owner.raw(sql`select password_hash from accounts where username = 'auditor'`)).toEqual(before);
    expect((await app.get("auditor", "/api/session")).status).toBe(200);
    const requests = await open();
    expect(requests.map(({ action }: { action: string }) => action).sort()).toEqual([
      "password.reset",
      "second-factor.reset",
    ]);
    for (const { id } of requests) await decide("sysadmin", id, "refused");
  });

  test("is not ended by one, nor while the other of its kind has never signed in", async () => {
    await app.owner.execute(sql`update accounts set last_sign_in_at = null where username like 'made-%'`);
    const made = await create({ roles: ["audit_administrator"] });
    const [request] = await open();
    await decide("sysadmin", request.id);
    const end = async () =>
      app.ask("secadmin", "PUT", "/api/accounts/auditor", {
        ...draft({ roles: ["audit_administrator"], regionCodes: ["441500"], enabled: false }),
        username: undefined,
        version: await versionOf("auditor"),
      });
    expectProblem(await end(), "separation-of-duties", 403);
    expect(await signIn(made)).toBe(200);
    expect((await end()).body).toMatchObject({ enabled: true, hasRequest: true });
    const [ending] = await open();
    expect(ending).toMatchObject({ action: "account.change", object: "auditor" });
    await decide("sysadmin", ending.id, "refused");
    expect((await app.get("auditor", "/api/session")).status).toBe(200);
  });

  test("a request about another state of it is not carried out", async () => {
    await act("password");
    const [request] = await open();
    await app.owner.execute(sql`update accounts set version = version + 1 where username = 'auditor'`);
    expectProblem(await decide("sysadmin", request.id), "version-conflict", 409);
    expect((await decide("sysadmin", request.id, "refused")).status).toBe(200);
  });
});

test("a grant that rises waits, and what it was before stays", async () => {
  const made = await create({ roles: ["leader"] });
  const { username } = made.account;
  const body = {
    ...draft({ roles: ["leader"], clearance: 2 }),
    username: undefined,
    version: await versionOf(username),
  };
  expect((await app.ask("secadmin", "PUT", `/api/accounts/${username}`, body)).body).toMatchObject({
    clearance: 0,
    hasRequest: true,
  });
  const [request] = await open();
  expect(request.detail).toMatchObject({ clearance: { before: 0, after: 2 } });
  await decide("sysadmin", request.id);
  const { items } = (await app.get("secadmin", `/api/accounts?text=${username}`)).body;
  expect(items[0]).toMatchObject({ clearance: 2, hasRequest: false });
});

test("a token with clearance does not count before its approval", async () => {
  const token = {
    name: "archive",
    purpose: "对接",
    roles: ["partner"],
    regionCodes: [HAIFENG],
    exceptCodes: [],
    departmentId: null,
    addresses: [],
    clearance: 2,
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  };
  const made = (await app.post("secadmin", "/api/service-tokens", token)).body;
  const asToken = () => app.ask(null, "GET", "/api/session", undefined, { authorization: `Bearer ${made.token}` });
  expectProblem(await asToken(), "not-signed-in", 401);
  const [request] = await open();
  expect(JSON.stringify(request)).not.toContain(made.token);
  await decide("sysadmin", request.id);
  expect((await asToken()).status).toBe(200);
});
