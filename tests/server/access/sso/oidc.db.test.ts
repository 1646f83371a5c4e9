// Single sign-on against a real provider: who may sign in, with which account and required steps, and the redirect of each failure.
import { DEFAULT_SIGN_IN_POLICY } from "@minqing/core/access/policy";
import { SSO_FAILURES } from "@minqing/core/access/single-sign-on";
import { cityByCode } from "@minqing/core/city/city";
import { parseSettings } from "@minqing/core/settings/settings";
import { sql } from "@minqing/geodata/sql";
import { singleSignOnFrom } from "@minqing/server/access/sso/settings";
import { createApp } from "@minqing/server/app";
import { createContext } from "@minqing/server/open-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decide } from "../../change-city-rule.ts";
import { expectProblem, openApp, PASSWORD, quiet, SEED_TIMEOUT_MS, type TestApp } from "../../open-app.ts";
import { CLIENT_ID, CLIENT_SECRET, openProvider, PUBLIC_URL, signInAt, type TestProvider } from "./oidc-provider.ts";
import { beginAt, comeBackTo, cookieOf, type Request, visit } from "./sso-visit.ts";

const FOLDERS = { webDir: "/nowhere", basemapDir: "/nowhere", metricsToken: null };
const ATTEMPT_LIFE_MS = 10 * 60_000;

let app: TestApp;
let provider: TestProvider;
let clockMs = Date.now();
const now = () => new Date(clockMs);

const ssoAt = (issuer: string) => {
  const ways = singleSignOnFrom(
    parseSettings({
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: CLIENT_ID,
      OIDC_CLIENT_SECRET: CLIENT_SECRET,
      PUBLIC_URL,
      OIDC_SECOND_FACTOR_AMR: "otp hwk",
      OIDC_LABEL_ZH: "粤政易登录",
    }),
  );
  expect(ways).toHaveLength(1);
  return ways;
};

beforeAll(async () => {
  provider = await openProvider({ tells: "userinfo" });
  app = await openApp({ now, sso: ssoAt(provider.issuer) });
}, SEED_TIMEOUT_MS);
afterAll(() => provider.stop());

const startOf = (to: string) => `/sso/start?to=${encodeURIComponent(to)}`;
const begin = (to = "/console?tab=mine") => beginAt(app.request, startOf(to));
const comeBack = (path: string, cookie: string) => comeBackTo(app.request, path, cookie);

/** A whole sign-in: returns the last redirect, and the session if one was opened. */
const signIn = (login: string, { amr, request = app.request }: { amr?: string; request?: Request } = {}) =>
  visit(request, startOf("/console?tab=mine"), (url) => signInAt(url, login, amr));

/** A second server over the same database, with another provider. */
function serverFor({ issuer }: TestProvider): Request {
  const context = createContext({
    db: app.db,
    log: quiet,
    city: cityByCode("441500"),
    demo: true,
    secret: "t".repeat(32),
    now,
    sso: ssoAt(issuer),
  });
  const server = createApp(context, FOLDERS);
  return async (path, init) => server.request(path, init);
}

const sessionOf = (cookie: string) => app.ask(null, "GET", "/api/session", undefined, { cookie });
const accessDenials = async () => {
  await app.context.accessDenials.settle();
  return app.owner.raw(
    sql`select actor, action, reason from audit_events where result = 'refused' and reason like 'sso-%' order by id desc`,
  );
};

describe("a person whom the provider knows", () => {
  test("comes in by the account of that name, on the page that asked", async () => {
    const { url, response } = await begin();
    const asked = new URL(url).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: "code",
      client_id: CLIENT_ID,
      redirect_uri: `${PUBLIC_URL}/sso/callback`,
      scope: "openid profile",
      code_challenge_method: "S256",
    });
    for (const name of ["nonce", "code_challenge"]) expect(asked.get(name)).toMatch(/^[\w-]{43}$/);
    expect(asked.get("state")).toMatch(/^[\da-f]{64}$/);
    expect(response.headers.getSetCookie()[0]).toMatch(
      /^minqing-sso=[\w-]+; Max-Age=600; Path=\/sso; HttpOnly; SameSite=Lax$/,
    );
    const { location, session } = await signIn("leader");
    expect(location).toBe("/console?tab=mine");
    expect((await sessionOf(session)).body).toMatchObject({ username: "leader", duty: null });
    const [opened] = await app.owner.raw(
      sql`select actor, detail, result from audit_events where action = 'session.open' and actor = 'leader' order by id desc limit 1`,
    );
    expect(opened).toEqual({ actor: "leader", detail: { by: "oidc" }, result: "done" });
  });

  test("is named by the ID token where the provider tells it there", async () => {
    const other = await openProvider({ tells: "id-token" });
    try {
      const { location } = await signIn("leader", { request: serverFor(other) });
      expect(location).toBe("/console?tab=mine");
    } finally {
      await other.stop();
    }
  });

  test("need not change a password that they do not use; by password they must", async () => {
    await app.owner.execute(sql`update accounts set must_change_password = true where username = 'unit'`);
    const { session } = await signIn("unit");
    expect((await sessionOf(session)).body.duty).toBeNull();
    const byPassword = await app.ask(null, "POST", "/api/session", { username: "unit", password: PASSWORD });
    expect(byPassword.body.session.duty).toBe("change-password");
  });
});

describe("the second factor of the policy", () => {
  beforeAll(async () => {
    const policy = { ...DEFAULT_SIGN_IN_POLICY, secondFactorRoles: ["system_administrator"] };
    expect((await decide(app, "/api/sign-in-policy", policy)).status).toBe(200);
  });

  test("is a duty where the provider does not vouch for one, for as long as the session lasts", async () => {
    const { session } = await signIn("sysadmin", { amr: "pwd" });
    for (let i = 0; i < 2; i++) {
      expect((await sessionOf(session)).body.duty).toBe("set-up-second-factor");
      expectProblem(await app.ask(null, "GET", "/api/things", undefined, { cookie: session }), "duty-first", 403);
    }
  });

  test("is met where it does", async () => {
    const { session } = await signIn("sysadmin", { amr: "pwd otp" });
    expect((await sessionOf(session)).body.duty).toBeNull();
    expect((await app.ask(null, "GET", "/api/things", undefined, { cookie: session })).status).toBe(200);
  });

  test("of the account's own is not gone round by a provider that asked for a password only", async () => {
    await app.owner.execute(sql`update accounts set totp_confirmed_at = now() where username = 'sysadmin'`);
    expect(await signIn("sysadmin", { amr: "pwd" })).toEqual({
      location: "/console?tab=mine&sso=second-factor",
      session: "",
    });
    expect((await accessDenials())[0]).toEqual({
      actor: "sysadmin",
      action: "session.open",
      reason: "sso-second-factor",
    });
    expect((await signIn("sysadmin", { amr: "hwk" })).session).not.toBe("");
  });
});

describe("refused, with one row of the audit trail each", () => {
  test.each([
    ["nobody-here", "no-account", "nobody-here"],
    ["Not A Name", "no-account", "Not A Name"],
    ["nameless", "no-account", null],
    ["", "refused", null],
  ] as const)("a person who is %j at the provider", async (login, refusal, actor) => {
    const before = (await accessDenials()).length;
    expect(await signIn(login)).toEqual({ location: `/console?tab=mine&sso=${refusal}`, session: "" });
    const rows = await accessDenials();
    expect(rows.length).toBe(before + 1);
    expect(rows[0]).toEqual({ actor, action: "session.open", reason: `sso-${refusal}` });
    const made = await app.owner.raw(sql`select 1 from accounts where username = ${login.toLowerCase()}`);
    expect(made).toEqual([]);
  });

  test("an account that is disabled", async () => {
    await app.owner.execute(sql`update accounts set enabled = false where username = 'lufeng'`);
    expect(await signIn("lufeng")).toEqual({ location: "/console?tab=mine&sso=no-account", session: "" });
    expect((await accessDenials())[0]).toMatchObject({ actor: "lufeng", reason: "sso-no-account" });
  });

  test("an account that is locked, until it is not", async () => {
    const until = new Date(clockMs + 60_000);
    await app.owner.execute(sql`update accounts set locked_until = ${until} where username = 'haifeng'`);
    expect(await signIn("haifeng")).toEqual({ location: "/console?tab=mine&sso=locked", session: "" });
    clockMs += 61_000;
    expect((await signIn("haifeng")).session).not.toBe("");
  });
});

describe("a way back", () => {
  test("with another state opens nothing", async () => {
    const { url, cookie } = await begin();
    const path = (await signInAt(url, "leader")).replace(/state=[\w-]+/, `state=${"x".repeat(43)}`);
    const response = await comeBack(path, cookie);
    expect(response.headers.get("location")).toBe("/console?tab=mine&sso=expired");
    expect(cookieOf(response, "minqing")).toBe("");
  });

  test("in a browser that did not begin, opens nothing", async () => {
    const { url } = await begin();
    const path = await signInAt(url, "leader");
    const { cookie: another } = await begin();
    for (const cookie of ["", another, "minqing-sso=AAAA", `minqing-sso=${"A".repeat(300)}`]) {
      const response = await comeBack(path, cookie);
      expect(response.headers.get("location")).toMatch(/^\/(wall\?|console\?tab=mine&)sso=expired$/);
      expect(cookieOf(response, "minqing")).toBe("");
    }
  });

  test("is good once: a code that comes again is refused", async () => {
    const { url, cookie } = await begin();
    const path = await signInAt(url, "leader");
    const first = await comeBack(path, cookie);
    expect(first.headers.get("location")).toBe("/console?tab=mine");
    expect(first.headers.getSetCookie().join()).toMatch(/minqing-sso=; Max-Age=0; Path=\/sso/);
    const again = await comeBack(path, cookie);
    expect(again.headers.get("location")).toBe("/console?tab=mine&sso=refused");
    expect(cookieOf(again, "minqing")).toBe("");
  });

  test("with the code of another attempt is refused", async () => {
    const [mine, theirs] = [await begin(), await begin()];
    const stolen = new URL(await signInAt(theirs.url, "leader"), PUBLIC_URL).searchParams.get("code") ?? "";
    const own = new URL(await signInAt(mine.url, "unit"), PUBLIC_URL);
    own.searchParams.set("code", stolen);
    const response = await comeBack(`${own.pathname}${own.search}`, mine.cookie);
    expect(response.headers.get("location")).toBe("/console?tab=mine&sso=refused");
    expect(cookieOf(response, "minqing")).toBe("");
  });

  test("with a token that is for another attempt is refused", async () => {
    const { url, cookie } = await begin();
    const response = await comeBack(await signInAt(url.replace(/nonce=[\w-]+/, "nonce=another"), "leader"), cookie);
    expect(response.headers.get("location")).toBe("/console?tab=mine&sso=refused");
    expect(cookieOf(response, "minqing")).toBe("");
  });

  test("with a token that another key has signed is refused", async () => {
    const forger = await openProvider({ tells: "id-token", isForged: true });
    try {
      const refused = { location: "/console?tab=mine&sso=refused", session: "" };
      expect(await signIn("leader", { request: serverFor(forger) })).toEqual(refused);
    } finally {
      await forger.stop();
    }
  });

  test("after ten minutes is too late", async () => {
    const { url, cookie } = await begin();
    const path = await signInAt(url, "leader");
    clockMs += ATTEMPT_LIFE_MS;
    const response = await comeBack(path, cookie);
    expect(response.headers.get("location")).toBe("/wall?sso=expired");
    expect((await accessDenials())[0]).toMatchObject({ reason: "sso-expired" });
  });

  test("leads to pages of ours only", async () => {
    for (const to of [
      "https://evil.test/wall",
      "//evil.test/wall",
      "/\\evil.test/wall",
      "/wall/../api/session",
      "/sso/start",
      "wall",
      "",
      "/\t/evil.test",
    ]) {
      const answer = await app.ask(null, "GET", `/sso/start?to=${encodeURIComponent(to)}`);
      expect([to, expectProblem(answer, "bad-request", 400).errors?.[0]?.path]).toEqual([to, "to"]);
    }
    const { url, cookie } = await begin("/wall?region=海丰\r\nset-cookie: a=b#top");
    const response = await comeBack(await signInAt(url, "leader"), cookie);
    expect(response.headers.get("location")).toBe("/wall?region=%E6%B5%B7%E4%B8%B0set-cookie:%20a=b#top");
    expect(response.headers.getSetCookie().map((set) => set.split("=")[0])).toEqual(["minqing-sso", "minqing"]);
  });
});

describe("the sign-in form is told", () => {
  test("of the button, without a session", async () => {
    expect((await app.get(null, "/api/sign-in-options")).body).toEqual({
      oidc: { labelZh: "粤政易登录", labelEn: "Single sign-on" },
      oauth2: null,
    });
  });

  test("of no button where there is no provider, and then nothing answers", async () => {
    const context = createContext({
      db: app.db,
      log: quiet,
      city: cityByCode("441500"),
      demo: true,
      secret: "t".repeat(32),
      now,
    });
    const bare = createApp(context, FOLDERS);
    expect(await (await bare.request("/api/sign-in-options")).json()).toEqual({ oidc: null, oauth2: null });
    for (const path of ["/sso/start?to=/wall", "/sso/callback?code=a&state=b"]) {
      const response = await bare.request(path);
      expect([response.status, (await response.json()).type]).toEqual([404, "urn:problem:not-found"]);
    }
  });
});

describe("while the provider is away", () => {
  test("the page says so, signing in by password works, and the next try asks again", async () => {
    const { url, cookie } = await begin();
    const path = await signInAt(url, "leader");
    await provider.stop();
    try {
      const back = await comeBack(path, cookie);
      expect(back.headers.get("location")).toBe("/console?tab=mine&sso=away");
      const { url: location, cookie: none } = await begin("/wall#top");
      expect([location, none]).toEqual(["/wall?sso=away#top", ""]);
      const byPassword = await app.ask(null, "POST", "/api/session", { username: "leader", password: PASSWORD });
      expect(byPassword.status).toBe(200);
      expect((await accessDenials()).filter(({ reason }) => reason === "sso-away")).toEqual([]);
    } finally {
      await provider.start();
    }
    expect((await signIn("leader")).session).not.toBe("");
  });
});

test("every refusal has been met, here or where people are bound", async () => {
  const met = new Set((await accessDenials()).map(({ reason }) => String(reason).slice("sso-".length)));
  expect([...met, "away", "not-linked", "another-person"].sort()).toEqual([...SSO_FAILURES].sort());
});
