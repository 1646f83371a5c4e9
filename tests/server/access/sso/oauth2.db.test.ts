// Single sign-on by OAuth 2 as in 企业微信, against a platform in this process: who may sign in, the redirect of each failure,
// and that neither secrets nor codes are logged.
import { Writable } from "node:stream";
import { cityByCode } from "@minqing/core/city/city";
import { parseSettings } from "@minqing/core/settings/settings";
import { sql } from "@minqing/geodata/sql";
import { OAuth2, type OAuth2Options } from "@minqing/server/access/sso/oauth2";
import { singleSignOnFrom } from "@minqing/server/access/sso/settings";
import type { SingleSignOnOptions } from "@minqing/server/access/sso/single-sign-on";
import { createApp } from "@minqing/server/app";
import { createContext } from "@minqing/server/open-server";
import pino from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openApp, SEED_TIMEOUT_MS, type TestApp } from "../../open-app.ts";
import {
  AGENT_ID,
  CORP_ID,
  CORP_SECRET,
  type Mood,
  openPlatform,
  type Platform,
  SLOW_MS,
  signInThere,
} from "./oauth2-platform.ts";
import { beginAt, comeBackTo, cookieOf, type Request, visit } from "./sso-visit.ts";

const PUBLIC_URL = "https://minqing.test";
const FOLDERS = { webDir: "/nowhere", basemapDir: "/nowhere", metricsToken: null };
const START = `/sso/oauth2/start?to=${encodeURIComponent("/console?tab=mine")}`;
const IN = "/console?tab=mine";

let app: TestApp;
let platform: Platform;
let logged = "";

/** The settings of docs/operations.md for 企业微信, with this platform's address. */
const wecomSettings = (url: string): Record<string, string> => ({
  PUBLIC_URL,
  OAUTH2_AUTHORIZE_URL: `${url}/connect/oauth2/authorize?appid={client_id}&redirect_uri={redirect_uri}&response_type=code&scope=snsapi_base&state={state}&agentid={agent_id}#wechat_redirect`,
  OAUTH2_TOKEN_URL: `${url}/cgi-bin/gettoken?corpid={client_id}&corpsecret={client_secret}`,
  OAUTH2_USER_URL: `${url}/cgi-bin/auth/getuserinfo?access_token={access_token}&code={code}`,
  OAUTH2_CLIENT_ID: CORP_ID,
  OAUTH2_AGENT_ID: AGENT_ID,
  OAUTH2_CLIENT_SECRET: CORP_SECRET,
});

const otherSettings = (url: string): Record<string, string> => ({
  ...wecomSettings(url),
  OAUTH2_AUTHORIZE_URL: `${url}/other/authorize?appid={client_id}&redirect_uri={redirect_uri}&state={state}&agentid={agent_id}&code_challenge={code_challenge}&code_challenge_method=S256`,
  OAUTH2_TOKEN_URL: `${url}/other/token`,
  OAUTH2_TOKEN_BODY: '{"corpid":"{client_id}","corpsecret":"{client_secret}"}',
  OAUTH2_USER_URL: `${url}/other/user`,
  OAUTH2_USER_BODY: '{"access_token":"{access_token}","code":"{code}","code_verifier":"{code_verifier}"}',
  OAUTH2_TOKEN_FIELD: "result.token",
  OAUTH2_EXPIRES_FIELD: "result.life",
  OAUTH2_SUBJECT_FIELDS: "result.person.no",
  OAUTH2_USERNAME_FIELDS: "result.person.account",
  OAUTH2_ERROR_FIELD: "status",
  OAUTH2_OK_CODES: "1000",
});

const log = pino(
  { level: "trace" },
  new Writable({
    write: (chunk, _, done) => {
      logged += chunk;
      done();
    },
  }),
);

function serverFor(sso: readonly SingleSignOnOptions[]): Request {
  const context = createContext({
    db: app.db,
    log,
    city: cityByCode("441500"),
    demo: true,
    secret: "t".repeat(32),
    sso,
  });
  const server = createApp(context, FOLDERS);
  return async (path, init) => server.request(path, init);
}

const withSettings = (settings: Record<string, string>) => serverFor(singleSignOnFrom(parseSettings(settings)));

/** With a time limit of 1.5 s. */
const shortTimeouts = (): Request => {
  const options: OAuth2Options = {
    authorizeUrl: wecomSettings(platform.url)["OAUTH2_AUTHORIZE_URL"] ?? "",
    timeoutMs: 1_500,
    token: {
      url: `${platform.url}/cgi-bin/gettoken?corpid={client_id}&corpsecret={client_secret}`,
      body: null,
      field: "access_token",
      expiresField: "expires_in",
    },
    user: {
      url: `${platform.url}/cgi-bin/auth/getuserinfo?access_token={access_token}&code={code}`,
      body: null,
      subjectFields: ["userid"],
      usernameFields: ["userid"],
    },
    errors: { field: "errcode", ok: ["0"], away: ["-1"], stale: ["40014", "42001"] },
    clientId: CORP_ID,
    agentId: AGENT_ID,
    clientSecret: CORP_SECRET,
    redirectUri: `${PUBLIC_URL}/sso/oauth2/callback`,
  };
  return serverFor([{ provider: new OAuth2(options), publicUrl: PUBLIC_URL, labelZh: "", labelEn: "" }]);
};

beforeAll(async () => {
  platform = await openPlatform(PUBLIC_URL);
  app = await openApp();
}, SEED_TIMEOUT_MS);
afterAll(() => platform.close());
afterEach(() => {
  platform.mood = "well";
  platform.tokenLifeS = 7200;
});

const refused = (code: string) => ({ location: `${IN}&sso=${code}`, session: "" });

describe("a member of the company", () => {
  test("comes in by the account of that name, on the page that asked, and is bound to it", async () => {
    const request = withSettings(wecomSettings(platform.url));
    const { url, response } = await beginAt(request, START);
    const { searchParams, hash } = new URL(url);
    expect(Object.fromEntries(searchParams)).toEqual({
      appid: CORP_ID,
      agentid: AGENT_ID,
      response_type: "code",
      scope: "snsapi_base",
      redirect_uri: `${PUBLIC_URL}/sso/oauth2/callback`,
      state: expect.stringMatching(/^[a-z0-9]{64}$/),
    });
    expect(hash).toBe("#wechat_redirect");
    expect(response.headers.getSetCookie()[0]).toMatch(
      /^minqing-sso=[\w-]+; Max-Age=600; Path=\/sso; HttpOnly; SameSite=Lax$/,
    );
    const { location, session } = await visit(request, START, signInThere("leader"));
    expect(location).toBe(IN);
    const mine = await request("/api/session", { headers: { cookie: session } });
    expect(await mine.json()).toMatchObject({ username: "leader", duty: null });
    const [opened] = await app.owner.raw(
      sql`select detail from audit_events where action = 'session.open' and actor = 'leader' order by id desc limit 1`,
    );
    expect(opened).toEqual({ detail: { by: "oauth2" } });
    const links = (await app.get("secadmin", "/api/accounts/leader/identities")).body.items;
    expect(links).toMatchObject([{ provider: `${new URL(platform.url).host}/${CORP_ID}`, subject: "leader" }]);
  });

  test("of a platform in another dialect comes in by other settings, with PKCE", async () => {
    const request = withSettings(otherSettings(platform.url));
    const { location, session } = await visit(request, START, signInThere("DESK"));
    expect(location).toBe(IN);
    const mine = await request("/api/session", { headers: { cookie: session } });
    expect(await mine.json()).toMatchObject({ username: "desk" });
    const stolen = await beginAt(request, START);
    const foreign = new URL(await signInThere("DESK")(stolen.url), PUBLIC_URL).searchParams.get("code") ?? "";
    const own = await beginAt(request, START);
    const path = (await signInThere("unit")(own.url)).replace(/code=[^&]+/, `code=${foreign}`);
    const answer = await comeBackTo(request, path, own.cookie);
    expect(answer.headers.get("location")).toBe(`${IN}&sso=refused`);
  });

  test("with a second factor of the account's own signs in by password and code: the platform vouches for none", async () => {
    await app.owner.execute(sql`update accounts set totp_confirmed_at = now() where username = 'units'`);
    const request = withSettings(wecomSettings(platform.url));
    expect(await visit(request, START, signInThere("units"))).toEqual(refused("second-factor"));
  });
});

describe("the program's own token", () => {
  test("is fetched once for many, and again when its time is over", async () => {
    const request = withSettings(wecomSettings(platform.url));
    const before = platform.tokens;
    await Promise.all(Array.from({ length: 5 }, () => beginAt(request, START)));
    await visit(request, START, signInThere("leader"));
    expect(platform.tokens - before).toBe(1);
    platform.tokenLifeS = 60;
    const short = withSettings(wecomSettings(platform.url));
    await visit(short, START, signInThere("leader"));
    // The lifetime is too short to be cached: one token for the start, one for the callback.
    expect(platform.tokens - before).toBe(3);
  });

  test("that the platform has ended early is fetched anew, once, and nobody notices", async () => {
    const request = withSettings(wecomSettings(platform.url));
    const { url, cookie } = await beginAt(request, START);
    const path = await signInThere("leader")(url);
    platform.revokeTokens();
    const [tokens, asked] = [platform.tokens, platform.asked];
    const response = await comeBackTo(request, path, cookie);
    expect(response.headers.get("location")).toBe(IN);
    expect([platform.tokens - tokens, platform.asked - asked]).toEqual([1, 2]);
  });
});

describe("nobody comes in", () => {
  test.each([
    ["nobody-here", "no-account"],
    ["ZhangSan", "no-account"],
    ["guest-1", "refused"],
    ["", "refused"],
  ])("who is %j there: %s", async (login, code) => {
    const request = withSettings(wecomSettings(platform.url));
    expect(await visit(request, START, signInThere(login))).toEqual(refused(code));
  });

  test("with another state, in another browser, by the other protocol's way back, or a second time", async () => {
    const both = singleSignOnFrom(
      parseSettings({
        ...wecomSettings(platform.url),
        OIDC_ISSUER: "http://127.0.0.1:9",
        OIDC_CLIENT_ID: "a",
        OIDC_CLIENT_SECRET: "b",
      }),
    );
    expect(both).toHaveLength(2);
    const request = serverFor(both);
    const { url, cookie } = await beginAt(request, START);
    const path = await signInThere("leader")(url);
    const another = await beginAt(request, START);
    const asked = platform.asked;
    for (const [wrong, with_] of [
      [path.replace(/state=\w+/, `state=${"a".repeat(64)}`), cookie],
      [path, another.cookie],
      [path, ""],
      [path.replace("/sso/oauth2/", "/sso/"), cookie],
    ] as const) {
      const response = await comeBackTo(request, wrong, with_);
      expect(response.headers.get("location")).toMatch(/[?&]sso=expired$/);
      expect(cookieOf(response, "minqing")).toBe("");
    }
    expect(platform.asked).toBe(asked);
    expect((await comeBackTo(request, path, cookie)).headers.get("location")).toBe(IN);
    // The platform gets no further request.
    expect((await comeBackTo(request, path, cookie)).headers.get("location")).toBe(`${IN}&sso=refused`);
    expect(platform.asked).toBe(asked + 1);
  });

  test.each(["", "&code=a&code=b", `&code=${"c".repeat(1_025)}`])("with a way back that says %j", async (said) => {
    const request = withSettings(wecomSettings(platform.url));
    const { url, cookie } = await beginAt(request, START);
    const state = new URL(url).searchParams.get("state") ?? "";
    const response = await comeBackTo(request, `/sso/oauth2/callback?state=${state}${said}`, cookie);
    expect(response.headers.get("location")).toBe(`${IN}&sso=refused`);
  });

  test.each<[Mood, string]>([
    ["busy", "away"],
    ["html", "away"],
    ["status", "away"],
    ["moved", "away"],
    ["list", "away"],
    ["endless", "away"],
    ["slow", "away"],
    ["nobody", "refused"],
  ])("while the platform is %s: %s", async (mood, code) => {
    platform.mood = mood;
    const startedMs = performance.now();
    expect(await visit(shortTimeouts(), START, signInThere("leader"))).toEqual(refused(code));
    expect(performance.now() - startedMs).toBeLessThan(SLOW_MS);
  });

  test("with a secret that the platform does not take, and the browser is not sent there", async () => {
    const request = withSettings({ ...wecomSettings(platform.url), OAUTH2_CLIENT_SECRET: "another-secret-entirely" });
    const { url, cookie } = await beginAt(request, START);
    expect([url, cookie]).toEqual([`${IN}&sso=refused`, ""]);
    expect(logged).toContain("/cgi-bin/gettoken returned errcode 40001");
  });

  test("while nobody answers at its address", async () => {
    const request = withSettings(wecomSettings("http://127.0.0.1:9"));
    const { url } = await beginAt(request, START);
    expect(url).toBe(`${IN}&sso=away`);
  });
});

test("the sign-in form has a button for each protocol", async () => {
  const request = withSettings({ ...wecomSettings(platform.url), OAUTH2_LABEL_ZH: "粤政易登录" });
  const options = await (await request("/api/sign-in-options")).json();
  expect(options).toEqual({ oidc: null, oauth2: { labelZh: "粤政易登录", labelEn: "WeCom sign-in" } });
});

test("the log says what went wrong, and holds neither secret, token nor code", () => {
  expect(logged).toContain("the provider is away");
  expect(logged).toContain("127.0.0.1");
  for (const secret of [CORP_SECRET, "another-secret-entirely", "access_token=", "corpsecret=", "code="]) {
    expect(logged).not.toContain(secret);
  }
});
