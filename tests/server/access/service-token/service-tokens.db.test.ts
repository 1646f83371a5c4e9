// Service tokens: created by the security administrator, returned once, used by partner systems, and no longer valid after their end.
import { DEFAULT_SIGN_IN_POLICY } from "@minqing/core/access/policy";
import { sql } from "@minqing/geodata/sql";
import { RequestLimits } from "@minqing/server/access/request-limits";
import { createApp } from "@minqing/server/app";
import { beforeAll, describe, expect, test } from "vitest";
import { decide } from "../../change-city-rule.ts";
import {
  type Answer,
  expectProblem,
  HAIFENG,
  LUFENG,
  openApp,
  SEED_TIMEOUT_MS,
  type TestApp,
  UNIT,
} from "../../open-app.ts";
import { gridIn } from "../../sources.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const FOLDERS = { webDir: "/nowhere", basemapDir: "/nowhere", metricsToken: null };

let app: TestApp;
let clockMs = Date.now();
/** The rate limit per account and token; low enough for a test to reach. */
const PER_TOKEN = 200;
beforeAll(async () => {
  app = await openApp({
    now: () => new Date(clockMs),
    limits: new RequestLimits({ max: PER_TOKEN, seconds: 60 }, { max: 1_000_000, seconds: 1 }),
  });
}, SEED_TIMEOUT_MS);

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const inDays = (days: number) => new Date(clockMs + days * DAY_MS).toISOString();
let made = 0;
const draftOf = (part: object = {}) => {
  made += 1;
  return {
    name: `system-${made}`,
    purpose: "对接平台",
    roles: ["partner"],
    regionCodes: [HAIFENG],
    exceptCodes: [],
    departmentId: null,
    addresses: [] as string[],
    expiresAt: inDays(30),
    ...part,
  };
};
/** Sends a request as security administrator with a new session: the test's clock jumps, so that older ones are idle. */
async function administer(method: string, path: string, body?: unknown): Promise<Answer> {
  const { token } = await app.context.sessions.openFor("secadmin");
  return app.ask(null, method, path, body, bearer(token));
}
const post = (draft: object) => administer("POST", "/api/service-tokens", draft);
async function make(part: object = {}): Promise<{ id: string; name: string; token: string }> {
  const { status, body } = await post(draftOf(part));
  expect(status).toBe(201);
  if (body.serviceToken.awaitsApproval) await approveNewest();
  return { id: body.serviceToken.id, name: body.serviceToken.name, token: body.token };
}
/** As the system administrator, who decides about what the security administrator requests. */
async function approveNewest(): Promise<void> {
  const { token } = await app.context.sessions.openFor("sysadmin");
  const [newest] = (await app.ask(null, "GET", "/api/approvals", undefined, bearer(token))).body.items;
  const path = `/api/approvals/${newest.id}/decision`;
  expect((await app.ask(null, "POST", path, { decision: "approved" }, bearer(token))).status).toBe(200);
}
const ask = (token: string, method = "GET", path = "/api/session", body?: unknown): Promise<Answer> =>
  app.ask(null, method, path, body, bearer(token));
const renew = (id: string, overlapHours: number, days = 30) =>
  administer("POST", `/api/service-tokens/${id}/renewal`, { expiresAt: inDays(days), overlapHours });
const end = (id: string) => administer("DELETE", `/api/service-tokens/${id}`);
const viewOf = async (id: string) =>
  (await administer("GET", "/api/service-tokens")).body.items.find((token: { id: string }) => token.id === id);
const audit = (name: string) =>
  app.owner.raw(
    sql`select actor, action, detail from audit_events where object_kind = 'service-token' and object_id = ${name} order by id`,
  );
async function accessDenials(name: string): Promise<string[]> {
  await app.context.accessDenials.settle();
  const rows = await app.owner.raw(
    sql`select reason from audit_events where actor = ${`token:${name}`} and result = 'refused' order by id`,
  );
  return rows.map(({ reason }) => String(reason));
}

describe("a token that is made", () => {
  test("is told once, known by its beginning, and in the database only as a hash", async () => {
    const { id, token } = await make();
    expect(token).toMatch(/^mq_[\w-]{43}$/);
    const list = (await administer("GET", "/api/service-tokens")).body;
    expect(JSON.stringify(list)).not.toContain(token);
    expect(await viewOf(id)).toMatchObject({ createdBy: "secadmin", endedAt: null, lastUsedAt: null });
    const [row] = await app.owner.raw(sql`select t::text as text from service_tokens t where id = ${id}`);
    const bytes = Buffer.from(token.slice(3), "base64url");
    for (const secret of [token, bytes.toString("hex")]) expect(String(row?.["text"])).not.toContain(secret);
  });

  test("acts as itself: its roles by the table of permissions, its regions as the scope", async () => {
    const { name, token } = await make({ purpose: "12345 热线平台" });
    expect((await ask(token)).body).toMatchObject({
      username: `token:${name}`,
      displayName: "12345 热线平台",
      roles: ["partner"],
      duty: null,
      regions: [HAIFENG],
      expiresAt: inDays(30),
    });
    const cases = (await ask(token, "GET", "/api/grids?limit=2000")).body.items as { code: string }[];
    expect(cases.length).toBeGreaterThan(0);
    expect(cases.filter(({ code }) => !code.startsWith(HAIFENG))).toEqual([]);
    expectProblem(await ask(token, "POST", "/api/alarms/1/acknowledge", {}), "role-missing", 403);
    const warning = { type: "rainstorm", colour: "red", titleZh: "暴雨", titleEn: "Rain", regionCode: HAIFENG };
    const issued = await ask(token, "POST", "/api/warnings", warning);
    expect(issued.status).toBe(201);
    const [row] = await app.owner.raw(
      sql`select actor, roles from audit_events where action = 'warning.issue' order by id desc limit 1`,
    );
    expect(row).toEqual({ actor: `token:${name}`, roles: ["partner"] });
    expectProblem(await ask(token, "POST", "/api/warnings", { ...warning, regionCode: LUFENG }), "outside-scope", 404);
  });

  test("writes its last use with the address, once a minute at most", async () => {
    const { id, token } = await make();
    await ask(token);
    const first = await viewOf(id);
    expect(Date.parse(first.lastUsedAt)).toBe(clockMs);
    clockMs += 59_000;
    await ask(token);
    expect((await viewOf(id)).lastUsedAt).toBe(first.lastUsedAt);
    clockMs += 2_000;
    await ask(token);
    expect(Date.parse((await viewOf(id)).lastUsedAt)).toBe(clockMs);
  });

  test("stands in the audit trail with everything it may do, and not with itself", async () => {
    const { name, token } = await make({ roles: ["partner", "hotline_agent"] });
    const rows = await audit(name);
    expect(rows).toMatchObject([
      { actor: "secadmin", action: "service-token.create", detail: { name, roles: ["partner", "hotline_agent"] } },
    ]);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe("the cases of a token", () => {
  const report = async (token: string, title: string) => {
    const { position } = await gridIn(app.db, HAIFENG);
    return (await ask(token, "POST", "/api/cases", { category: "0506", title, position })).body;
  };
  const cases = async (token: string): Promise<string[]> =>
    (await ask(token, "GET", "/api/cases?limit=500")).body.items.map(({ id }: { id: string }) => id);
  const bySupervisor = async (path: string, body: object) => {
    const { token } = await app.context.sessions.openFor("cleared");
    return (await app.ask(null, "POST", path, body, bearer(token))).status;
  };

  test("are all of its place that are general, where nothing is said", async () => {
    const { id, token } = await make();
    const { body } = await app.get("haifeng", "/api/cases?limit=500");
    expect(await cases(token)).toEqual(body.items.map((item: { id: string }) => item.id));
    expect(await viewOf(id)).toMatchObject({ caseRange: "region", clearance: 0 });
  });

  test("are its own reports only, for a platform that reports, whatever its token is by now", async () => {
    const platform = await make({ roles: ["hotline_agent"], caseRange: "own" });
    const other = await make({ roles: ["hotline_agent"], caseRange: "own" });
    expect(await cases(platform.token)).toEqual([]);
    const own = await report(platform.token, "平台上报");
    await report(other.token, "别的平台上报");
    expect(await cases(platform.token)).toEqual([own.id]);
    expectProblem(await ask(other.token, "GET", `/api/cases/${own.id}`), "not-found", 404);
    // It sees cameras only through its cases.
    expect((await ask(platform.token, "GET", "/api/cameras?limit=2000")).body.items).toEqual([]);
    const renewed = (await renew(platform.id, 0)).body.token;
    expect(await cases(renewed)).toEqual([own.id]);
  });

  test("are those with its department and the units below it, wherever they lie", async () => {
    const { token } = await make({ roles: ["handler"], departmentId: "441500-water", caseRange: "department" });
    const { token: reporter } = await make({ roles: ["partner", "hotline_agent"] });
    const { id } = await report(reporter, "派给水务");
    expect(await cases(token)).not.toContain(id);
    const desk = await app.context.sessions.openFor("haifeng");
    for (const [index, command] of [
      { type: "accept" },
      { type: "register" },
      { type: "dispatch", departmentId: UNIT },
    ].entries()) {
      const body = { ...command, version: index + 1 };
      expect((await app.ask(null, "POST", `/api/cases/${id}/commands`, body, bearer(desk.token))).status).toBe(200);
    }
    expect(await cases(token)).toContain(id);
  });

  test("are none above its clearance, its own report included", async () => {
    const [general, internal] = [await make({ roles: ["hotline_agent"] }), await make({ clearance: 1 })];
    const { id } = await report(general.token, "要保密的");
    const grade = (secrecy: number, version: number) =>
      bySupervisor(`/api/cases/${id}/secrecy`, { secrecy, reason: "test", version });
    expect(await grade(1, 1)).toBe(200);
    expectProblem(await ask(general.token, "GET", `/api/cases/${id}`), "not-found", 404);
    expect((await ask(internal.token, "GET", `/api/cases/${id}`)).body.case).toMatchObject({ id, secrecy: 1 });
    expect((await ask(internal.token)).body.clearance).toBe(1);
    expect(await grade(2, 2)).toBe(200);
    expectProblem(await ask(internal.token, "GET", `/api/cases/${id}`), "not-found", 404);
  });

  test("stand in the row of its making", async () => {
    const { name } = await make({ caseRange: "own", clearance: 2 });
    expect(await audit(name)).toMatchObject([{ detail: { caseRange: "own", clearance: 2 } }]);
  });
});

describe("what is refused when one is made", () => {
  test.each([
    ["an administrator's role", { roles: ["security_administrator"] }, "roles.0"],
    ["no role", { roles: [] }, "roles"],
    ["no end", { expiresAt: undefined }, "expiresAt"],
    ["an end in the past", { expiresAt: new Date(0).toISOString() }, "expiresAt"],
    ["an end beyond the policy's", { expiresAt: "9999-01-01T00:00:00Z" }, "expiresAt"],
    ["a region that there is not", { regionCodes: ["441577"] }, "regionCodes"],
    ["a department that there is not", { departmentId: "none" }, "departmentId"],
    ["the cases of a department without one", { caseRange: "department" }, "departmentId"],
    ["a range that there is not", { caseRange: "everything" }, "caseRange"],
    ["a clearance that there is not", { clearance: 3 }, "clearance"],
    ["an address that is none", { addresses: ["everywhere"] }, "addresses.0"],
    ["a name for people", { name: "Two Words" }, "name"],
  ])("%s", async (_, part, path) => {
    expect(expectProblem(await post(draftOf(part)), "bad-request", 400).errors?.[0]?.path).toBe(path);
  });

  test("a name that was given before, even to one that was ended", async () => {
    const { id, name } = await make();
    expectProblem(await post(draftOf({ name })), "version-conflict", 409);
    expect((await end(id)).status).toBe(200);
    expectProblem(await post(draftOf({ name })), "version-conflict", 409);
  });

  test("more days than the city's policy allows, from the moment that it says so", async () => {
    const policy = { ...DEFAULT_SIGN_IN_POLICY, maxAgeDays: null, secondFactorRoles: [] };
    await decide(app, "/api/sign-in-policy", { ...policy, tokenMaxDays: 7, tokenOverlapHours: 1 });
    expectProblem(await post(draftOf({ expiresAt: inDays(8) })), "bad-request", 400);
    const { id } = await make({ expiresAt: inDays(7) });
    expect(expectProblem(await renew(id, 2, 7), "bad-request", 400).errors?.[0]?.path).toBe("overlapHours");
    expectProblem(await renew(id, 1, 8), "bad-request", 400);
    expect((await renew(id, 1, 7)).status).toBe(200);
    await decide(app, "/api/sign-in-policy", policy);
  });

  test("anybody else: no other administrator, nobody who works on the city, and no token", async () => {
    const { token } = await make();
    for (const who of ["sysadmin", "auditor", "leader", "partner"] as const) {
      expectProblem(await app.post(who, "/api/service-tokens", draftOf()), "role-missing", 403);
      expectProblem(await app.get(who, "/api/service-tokens"), "role-missing", 403);
    }
    expectProblem(await ask(token, "POST", "/api/service-tokens", draftOf()), "role-missing", 403);
  });
});

describe("a token is no person", () => {
  test("what people do for their own account is refused, and so is sign-out", async () => {
    const { token } = await make();
    for (const [method, path, body] of [
      ["DELETE", "/api/session", undefined],
      ["POST", "/api/account/password", { current: "x", next: "Another-one-1" }],
      ["GET", "/api/account/second-factor", undefined],
      ["POST", "/api/account/second-factor", { password: "x" }],
      ["POST", "/api/account/second-factor/confirm", { code: "123456" }],
      ["GET", "/api/account/sessions", undefined],
      ["DELETE", "/api/account/sessions", { password: "x" }],
      ["DELETE", "/api/account/sessions/00000000-0000-4000-8000-000000000000", { password: "x" }],
    ] as const) {
      expectProblem(await ask(token, method, path, body), "role-missing", 403);
    }
    expect((await ask(token)).status).toBe(200);
  });

  test("in a cookie it opens nothing, and signing in with it as a password neither", async () => {
    const { name, token } = await make();
    const byCookie = await app.ask(null, "GET", "/api/session", undefined, { cookie: `minqing=${token}` });
    expectProblem(byCookie, "not-signed-in", 401);
    const signIn = { username: `token:${name}`, password: token };
    expectProblem(await app.ask(null, "POST", "/api/session", signIn), "not-signed-in", 401);
    const session = await app.token("partner");
    expectProblem(await ask(`mq_${session}`), "not-signed-in", 401);
  });
});

describe("a token is over", () => {
  test("with the next request after it was ended, for good, with rows of both", async () => {
    const { id, name, token } = await make();
    expect((await ask(token)).status).toBe(200);
    expect((await end(id)).body.endedAt).toBe(new Date(clockMs).toISOString());
    for (let i = 0; i < 3; i += 1) expectProblem(await ask(token), "token-ended", 401);
    expect(await accessDenials(name)).toEqual(["token-ended", "token-ended"]);
    expect((await audit(name)).map(({ action }) => action)).toEqual(["service-token.create", "service-token.end"]);
    expectProblem(await end(id), "command-not-possible", 409);
    expectProblem(await renew(id, 0), "command-not-possible", 409);
    expectProblem(await end("00000000-0000-4000-8000-000000000000"), "not-found", 404);
  });

  test("at its end, until it is renewed; what had expired does not come back", async () => {
    const { id, name, token } = await make({ expiresAt: inDays(1) });
    clockMs += DAY_MS;
    expectProblem(await ask(token), "token-expired", 401);
    expect(await accessDenials(name)).toEqual(["token-expired"]);
    const renewed = (await renew(id, 24)).body;
    expect((await ask(renewed.token)).status).toBe(200);
    expectProblem(await ask(token), "token-ended", 401);
  });

  test("when its renewal says so: both count for some hours, then the new one alone", async () => {
    const { id, name, token } = await make();
    const { body } = await renew(id, 2, 60);
    expect(body.serviceToken).toMatchObject({
      expiresAt: inDays(60),
      priorUntil: new Date(clockMs + 2 * HOUR_MS).toISOString(),
    });
    for (const each of [token, body.token]) expect((await ask(each)).body.username).toBe(`token:${name}`);
    clockMs += 2 * HOUR_MS;
    expectProblem(await ask(token), "token-ended", 401);
    expect((await ask(body.token)).status).toBe(200);
    const [, act] = await audit(name);
    expect(act).toMatchObject({ action: "service-token.renew", detail: { overlapHours: 2 } });
    const twice = (await renew(id, 0)).body.token;
    expectProblem(await ask(body.token), "token-ended", 401);
    expect((await ask(twice)).status).toBe(200);
  });

  test("for another address than those it is for", async () => {
    const { id, name, token } = await make({ addresses: ["203.0.113.0/24", "2001:db8::7"] });
    const server = createApp(app.context, FOLDERS);
    const from = async (address: string) => {
      const headers = { ...bearer(token), "x-forwarded-for": address };
      const response = await server.request(
        "/api/session",
        { headers },
        { incoming: { socket: { remoteAddress: "127.0.0.1" } } },
      );
      return { status: response.status, headers: response.headers, body: await response.json() };
    };
    expect((await from("203.0.113.9")).status).toBe(200);
    expect((await from("2001:db8::7")).status).toBe(200);
    expect((await viewOf(id)).lastUsedAddress).toBe("203.0.113.9");
    for (const foreign of ["198.51.100.1", "2001:db8::8"]) {
      expectProblem(await from(foreign), "token-foreign-address", 403);
    }
    // Without a socket the address is unknown.
    expectProblem(await ask(token), "token-foreign-address", 403);
    expect(await accessDenials(name)).toEqual([
      "token-foreign-address",
      "token-foreign-address",
      "token-foreign-address",
    ]);
  });

  test("for a while when it asks too much, and no other token with it", async () => {
    const [busy, calm] = [await make(), await make()];
    let refused: Answer | null = null;
    for (let i = 0; i <= PER_TOKEN && refused === null; i += 1) {
      const answer = await ask(busy.token);
      if (answer.status !== 200) refused = answer;
    }
    expect(refused).not.toBeNull();
    if (refused !== null) expectProblem(refused, "too-many-requests", 429);
    expect((await ask(calm.token)).status).toBe(200);
    expect(await accessDenials(busy.name)).toEqual(["too-many-requests"]);
  });
});
