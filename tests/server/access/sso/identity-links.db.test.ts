// Identity links (身份绑定) against a real provider: a bound person is found by the provider's subject; names that change or are
// given to another person there open no account.
import { DEFAULT_SIGN_IN_POLICY } from "@minqing/core/access/policy";
import { parseSettings } from "@minqing/core/settings/settings";
import { sql } from "@minqing/geodata/sql";
import { singleSignOnFrom } from "@minqing/server/access/sso/settings";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decide } from "../../change-city-rule.ts";
import { expectProblem, openApp, SEED_TIMEOUT_MS, type TestApp } from "../../open-app.ts";
import { CLIENT_ID, CLIENT_SECRET, openProvider, PUBLIC_URL, signInAt, type TestProvider } from "./oidc-provider.ts";
import { visit } from "./sso-visit.ts";

let app: TestApp;
let provider: TestProvider;

beforeAll(async () => {
  provider = await openProvider({ tells: "userinfo" });
  const settings = { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: CLIENT_ID, OIDC_CLIENT_SECRET: CLIENT_SECRET };
  app = await openApp({ sso: singleSignOnFrom(parseSettings({ ...settings, PUBLIC_URL })) });
}, SEED_TIMEOUT_MS);
afterAll(() => provider.stop());

const refused = (code: string) => ({ location: `/wall?sso=${code}`, session: "" });
const signIn = (subject: string) => visit(app.request, "/sso/start?to=/wall", (url) => signInAt(url, subject));
async function whoIs(subject: string): Promise<string | null> {
  const { session } = await signIn(subject);
  const { status, body } = await app.ask(null, "GET", "/api/session", undefined, { cookie: session });
  return status === 200 ? body.username : null;
}
const identities = (username: string) => `/api/accounts/${username}/identities`;
const linksOf = async (username: string) => (await app.get("secadmin", identities(username))).body.items;
const bind = (username: string, subject: string, at = provider.issuer) =>
  app.post("secadmin", identities(username), { provider: at, subject });
const audit = (username: string) =>
  app.owner.raw(
    sql`select actor, action, detail from audit_events where action like 'identity.%' and object_id = ${username} order by id`,
  );
const lastRefusal = async () => {
  await app.context.accessDenials.settle();
  const rows = await app.owner.raw(
    sql`select actor, reason from audit_events where result = 'refused' order by id desc limit 1`,
  );
  return rows[0];
};
const bindByName = (allowed: boolean) =>
  decide(app, "/api/sign-in-policy", {
    ...DEFAULT_SIGN_IN_POLICY,
    maxAgeDays: null,
    secondFactorRoles: [],
    bindByName: allowed,
  });

describe("where the policy lets a name decide once", () => {
  test("the first sign-in binds, with a row of its own, and from then on the subject decides", async () => {
    provider.rename("s-1", "leader");
    expect(await whoIs("s-1")).toBe("leader");
    expect(await linksOf("leader")).toMatchObject([
      { provider: provider.issuer, subject: "s-1", linkedBy: "leader", lastUsedAt: expect.any(String) },
    ]);
    expect(await whoIs("s-1")).toBe("leader");
    const detail = { provider: provider.issuer, subject: "s-1" };
    expect(await audit("leader")).toEqual([{ actor: "leader", action: "identity.bind", detail }]);
  });

  test("who is renamed there keeps the account, even under another account's name", async () => {
    for (const name of ["somebody-else", "desk", "Not A Name"]) {
      provider.rename("s-1", name);
      expect(await whoIs("s-1")).toBe("leader");
    }
    expect(await linksOf("desk")).toEqual([]);
  });

  test("who is given the name of somebody bound comes in to nothing", async () => {
    provider.rename("s-2", "leader");
    expect(await signIn("s-2")).toEqual(refused("another-person"));
    expect(await lastRefusal()).toEqual({ actor: "leader", reason: "sso-another-person" });
    expect(await linksOf("leader")).toHaveLength(1);
  });

  test("two first sign-ins at once bind one of them", async () => {
    for (const subject of ["t-1", "t-2"]) provider.rename(subject, "haifeng");
    const names = await Promise.all(["t-1", "t-2"].map(whoIs));
    expect(names.filter((name) => name === "haifeng")).toHaveLength(1);
    expect(await linksOf("haifeng")).toHaveLength(1);
  });
});

describe("where only an administrator binds", () => {
  beforeAll(async () => {
    expect((await bindByName(false)).status).toBe(200);
  });
  afterAll(() => bindByName(true));

  test("a name that fits opens nothing until then", async () => {
    provider.rename("s-3", "lufeng");
    expect(await signIn("s-3")).toEqual(refused("not-linked"));
    expect(await lastRefusal()).toEqual({ actor: "lufeng", reason: "sso-not-linked" });
    const { status, body } = await bind("lufeng", "s-3");
    expect([status, body]).toMatchObject([201, { link: { subject: "s-3", linkedBy: "secadmin", lastUsedAt: null } }]);
    expect(await whoIs("s-3")).toBe("lufeng");
  });

  test("to an account of the whole city waits for the second administrator", async () => {
    await app.token("sysadmin");
    expect(await bind("cleared", "s-c")).toMatchObject({ status: 201, body: { link: null } });
    expect(await linksOf("cleared")).toEqual([]);
    const [request] = (await app.get("sysadmin", "/api/approvals")).body.items;
    expect(request).toMatchObject({ action: "identity.bind", object: "cleared", detail: { subject: "s-c" } });
    const decision = { decision: "approved" };
    expect((await app.post("sysadmin", `/api/approvals/${request.id}/decision`, decision)).status).toBe(200);
    expect(await linksOf("cleared")).toMatchObject([{ subject: "s-c", linkedBy: "secadmin" }]);
    expect(await whoIs("s-c")).toBe("cleared");
  });

  test("whose name fits nothing comes in as well, once bound, and without any name", async () => {
    expect((await bind("unit", "nameless")).status).toBe(201);
    expect(await whoIs("nameless")).toBe("unit");
  });
});

describe("a link", () => {
  test("that is taken away opens nothing, and ends what the provider had opened, nothing else", async () => {
    expect((await bind("grid-worker", "s-4")).status).toBe(201);
    const { session } = await signIn("s-4");
    const mine = () => app.ask(null, "GET", "/api/session", undefined, { cookie: session });
    expect((await mine()).body.username).toBe("grid-worker");
    const [{ id }] = await linksOf("grid-worker");
    expect((await app.ask("secadmin", "DELETE", `${identities("grid-worker")}/${id}`)).status).toBe(204);
    expectProblem(await mine(), "not-signed-in", 401);
    expect((await app.get("grid-worker", "/api/session")).status).toBe(200);
    expect(await signIn("s-4")).toEqual(refused("no-account"));
    expectProblem(await app.ask("secadmin", "DELETE", `${identities("grid-worker")}/${id}`), "not-found", 404);
    expect((await audit("grid-worker")).map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      "secadmin identity.bind",
      "secadmin identity.release",
    ]);
  });

  test("of a person or an account that has one is refused", async () => {
    expectProblem(await bind("desk", "s-1"), "version-conflict", 409);
    expectProblem(await bind("leader", "s-9"), "version-conflict", 409);
    expect(await linksOf("desk")).toEqual([]);
  });

  test("to a provider that there is not, to nobody, and to oneself is refused", async () => {
    const unknown = expectProblem(await bind("desk", "s-9", "https://elsewhere.test"), "bad-request", 400);
    expect(unknown.errors).toEqual([
      { path: "provider", expected: `one of ${provider.issuer}`, got: "https://elsewhere.test" },
    ]);
    expectProblem(await bind("nobody-here", "s-9"), "not-found", 404);
    expectProblem(await bind("secadmin", "s-9"), "separation-of-duties", 403);
    for (const subject of ["", "a\u0007b", "x".repeat(256)]) {
      expectProblem(await bind("desk", subject), "bad-request", 400);
    }
  });

  test("of another account is not taken away by this one's address", async () => {
    const [{ id }] = await linksOf("leader");
    expectProblem(await app.ask("secadmin", "DELETE", `${identities("desk")}/${id}`), "not-found", 404);
    expect(await linksOf("leader")).toHaveLength(1);
  });

  test("is seen by the security administrator alone, who is told which providers there are", async () => {
    for (const who of ["sysadmin", "auditor", "leader"] as const) {
      expectProblem(await app.get(who, identities("leader")), "role-missing", 403);
    }
    expect((await app.get("secadmin", identities("desk"))).body).toEqual({
      items: [],
      providers: [{ provider: provider.issuer, labelZh: "统一身份认证登录", labelEn: "Single sign-on" }],
    });
  });

  test("of an account that is disabled or locked opens nothing", async () => {
    await app.owner.execute(sql`update accounts set enabled = false where username = 'unit'`);
    expect(await signIn("nameless")).toEqual(refused("no-account"));
    expect(await lastRefusal()).toEqual({ actor: "unit", reason: "sso-no-account" });
  });
});
