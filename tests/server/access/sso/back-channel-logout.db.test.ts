// Single sign-out (单点登出) by the notices of a real provider; forged, borrowed and old notices are refused. [OpenID Connect Back-Channel Logout 1.0]
import { randomUUID } from "node:crypto";
import { cityByCode } from "@minqing/core/city/city";
import { parseSettings } from "@minqing/core/settings/settings";
import { sql } from "@minqing/geodata/sql";
import { RequestLimits } from "@minqing/server/access/request-limits";
import { singleSignOnFrom } from "@minqing/server/access/sso/settings";
import { createApp } from "@minqing/server/app";
import { createContext } from "@minqing/server/open-server";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Answer, expectProblem, openApp, PASSWORD, quiet, SEED_TIMEOUT_MS, type TestApp } from "../../open-app.ts";
import {
  Browser,
  CLIENT_ID,
  CLIENT_SECRET,
  newKey,
  openProvider,
  PUBLIC_URL,
  signed,
  signInAt,
  signOutAt,
  type TestProvider,
} from "./oidc-provider.ts";
import { type Request, visit } from "./sso-visit.ts";

const PATH = "/sso/back-channel-logout";
const EVENTS = { "http://schemas.openid.net/event/backchannel-logout": {} };
const CLIENT = { OIDC_CLIENT_ID: CLIENT_ID, OIDC_CLIENT_SECRET: CLIENT_SECRET, PUBLIC_URL };
const UNLIMITED = new RequestLimits({ max: 1_000_000, seconds: 1 }, { max: 1_000_000, seconds: 1 });

let app: TestApp;
let provider: TestProvider;
beforeAll(async () => {
  provider = await openProvider({ tells: "id-token" });
  app = await openApp({ sso: singleSignOnFrom(parseSettings({ ...CLIENT, OIDC_ISSUER: provider.issuer })) });
  provider.tellSignOuts(app.request);
}, SEED_TIMEOUT_MS);
afterAll(() => provider.stop());
beforeEach(() => app.db.execute(sql`delete from sessions`));

/** The cookie of a session that the provider opened, in `browser`. */
const signIn = async (login: string, browser = new Browser()): Promise<string> =>
  (await visit(app.request, "/sso/start?to=/wall", (url) => signInAt(url, login, "pwd", browser))).session;
const byPassword = async (username: string): Promise<string> => {
  const { body } = await app.ask(null, "POST", "/api/session", { username, password: PASSWORD });
  return `minqing=${body.token}`;
};
const lives = async (...cookies: string[]): Promise<boolean[]> =>
  Promise.all(
    cookies.map(async (cookie) => (await app.ask(null, "GET", "/api/session", undefined, { cookie })).status === 200),
  );

const send = (form: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> =>
  app.ask(null, "POST", PATH, new URLSearchParams(form).toString(), {
    "content-type": "application/x-www-form-urlencoded",
    ...headers,
  });
const notify = (token: string) => send({ logout_token: token });

const nowS = () => Math.floor(Date.now() / 1000);
const claims = (more: object = {}) => ({
  iss: provider.issuer,
  aud: CLIENT_ID,
  sub: "leader",
  jti: randomUUID(),
  iat: nowS(),
  exp: nowS() + 120,
  events: EVENTS,
  ...more,
});
const ends = () =>
  app.owner.raw(sql`
    select actor, roles, object_id as object, detail from audit_events
    where action = 'session.end' and result = 'done' order by id`);

describe("a sign-out at the provider", () => {
  test("ends the session of that browser, and leaves those of others and of passwords", async () => {
    const browser = new Browser();
    const [here, elsewhere] = [await signIn("leader", browser), await signIn("leader")];
    const [desk, password] = [await signIn("desk"), await byPassword("leader")];
    const rung = vi.fn();
    const forget = app.db.onBell("access", rung);
    await signOutAt(provider, browser);
    expect(provider.notices.map(({ status }) => status)).toEqual([200]);
    expect(await lives(here, elsewhere, desk, password)).toEqual([false, true, true, true]);
    expect(await ends()).toEqual([
      { actor: "system", roles: ["system"], object: "leader", detail: { by: "oidc", sessions: 1 } },
    ]);
    // Open sockets are checked again.
    await vi.waitFor(() => expect(rung).toHaveBeenCalled());
    forget();
  });

  test("tells once: the same notice again is refused, and ends nothing", async () => {
    const token = provider.notices[0]?.token ?? "";
    expect(token.split(".")).toHaveLength(3);
    const session = await signIn("leader");
    expectProblem(await notify(token), "bad-request", 400);
    expect(await lives(session)).toEqual([true]);
  });
});

describe("a notice", () => {
  test("of a person alone ends all that the provider has opened for them", async () => {
    const sessions = [await signIn("leader"), await signIn("leader"), await signIn("desk"), await byPassword("leader")];
    const { status, headers, body } = await notify(provider.sign(claims()));
    expect([status, headers.get("cache-control"), body.length]).toEqual([200, "no-store", 0]);
    expect(await lives(...sessions)).toEqual([false, false, true, true]);
    expect((await ends()).at(-1)).toMatchObject({ object: "leader", detail: { by: "oidc", sessions: 2 } });
  });

  test("of a session alone ends that one", async () => {
    const sessions = [await signIn("leader"), await signIn("leader")];
    const [row] = await app.db.raw(sql`select provider_session as sid from sessions order by created_at limit 1`);
    const { sub, ...rest } = claims({ sid: row?.["sid"] });
    expect(sub).toBe("leader");
    expect((await notify(provider.sign(rest))).status).toBe(200);
    expect(await lives(...sessions)).toEqual([false, true]);
  });

  test("also of an older type, or for several programs, is followed", async () => {
    for (const token of [
      provider.sign(claims(), { typ: "JWT" }),
      provider.sign(claims(), { typ: undefined }),
      provider.sign(claims({ aud: ["another", CLIENT_ID] })),
    ]) {
      const session = await signIn("leader");
      expect((await notify(token)).status).toBe(200);
      expect(await lives(session)).toEqual([false]);
    }
  });

  test("of somebody who is not signed in, or is nobody here, is no fault and no row", async () => {
    const before = await ends();
    const session = await signIn("desk");
    for (const more of [{}, { sub: "nobody-here" }, { sub: undefined, sid: "another" }]) {
      expect((await notify(provider.sign(claims(more)))).status).toBe(200);
    }
    expect(await lives(session)).toEqual([true]);
    expect(await ends()).toEqual(before);
  });
});

describe("refused, and no session ends", () => {
  const ISSUES: readonly (readonly [string, () => string])[] = [
    ["signed by another key", () => signed(newKey(), claims())],
    ["changed after it was signed", () => swapped(provider.sign(claims({ sub: "desk" })), claims())],
    ["not signed", () => `${part({ alg: "none" })}.${part(claims())}.`],
    ["signed with what everybody knows", () => provider.sign(claims(), { alg: "HS256" })],
    ["for another program", () => provider.sign(claims({ aud: "another" }))],
    ["of another provider", () => provider.sign(claims({ iss: "https://evil.test" }))],
    ["with a nonce", () => provider.sign(claims({ nonce: "n" }))],
    ["with a nonce that is null", () => provider.sign(claims({ nonce: null }))],
    ["without events", () => provider.sign(claims({ events: undefined }))],
    ["of another event", () => provider.sign(claims({ events: { "https://event.test/other": {} } }))],
    ["whose event is no object", () => provider.sign(claims({ events: { [Object.keys(EVENTS)[0] ?? ""]: true } }))],
    ["of nobody", () => provider.sign(claims({ sub: undefined }))],
    ["without an id", () => provider.sign(claims({ jti: undefined }))],
    ["without its time", () => provider.sign(claims({ iat: undefined }))],
    ["without an end", () => provider.sign(claims({ exp: undefined }))],
    ["whose end has come", () => provider.sign(claims({ iat: nowS() - 120, exp: nowS() - 60 }))],
    ["that is old, whatever end it has", () => provider.sign(claims({ iat: nowS() - 3_600, exp: nowS() + 3_600 }))],
    ["of tomorrow", () => provider.sign(claims({ iat: nowS() + 86_400, exp: nowS() + 90_000 }))],
    ["of another type", () => provider.sign(claims(), { typ: "at+jwt" })],
    ["that is no token", () => "x"],
  ];
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const swapped = (token: string, other: object) => {
    const [head, , signature] = token.split(".");
    return `${head}.${part(other)}.${signature}`;
  };

  test.each(ISSUES)("a notice %s", async (_, make) => {
    const session = await signIn("leader");
    const answer = await notify(make());
    expectProblem(answer, "bad-request", 400);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await lives(session)).toEqual([true]);
  });

  test("a form without one, and a body that is no form; one row of the audit trail counts them", async () => {
    const session = await signIn("leader");
    for (const answer of [
      await send({}),
      await send({ logout_token: "" }),
      await send({ logout_token: "x".repeat(20_000) }),
      await app.ask(null, "POST", PATH, { logout_token: provider.sign(claims()) }),
    ]) {
      expectProblem(answer, "bad-request", 400);
    }
    expectProblem(await send({ logout_token: "x".repeat(300_000) }), "payload-too-large", 413);
    expectProblem(await app.ask(null, "GET", PATH), "not-found", 404);
    expect(await lives(session)).toEqual([true]);
    await app.context.accessDenials.settle();
    const rows = await app.owner.raw(sql`
      select actor, reason, sum(count)::int as n from audit_events
      where action = 'session.end' and result = 'refused' group by actor, reason`);
    expect(rows).toEqual([{ actor: null, reason: "sso-refused", n: 1 + ISSUES.length + 4 }]);
  });
});

/** A second server over the same database, with another provider. */
function serverFor({ issuer }: TestProvider, limits = UNLIMITED): Request {
  const context = createContext({
    db: app.db,
    log: quiet,
    city: cityByCode("441500"),
    demo: true,
    secret: "t".repeat(32),
    limits,
    sso: singleSignOnFrom(parseSettings({ ...CLIENT, OIDC_ISSUER: issuer })),
  });
  const server = createApp(context, { webDir: "/nowhere", basemapDir: "/nowhere", metricsToken: null });
  return async (path, init) => server.request(path, init);
}
const post = async (request: Request, token: string): Promise<number> =>
  (await request(PATH, { method: "POST", body: new URLSearchParams({ logout_token: token }) })).status;

test("while the provider is away a notice is refused, and followed when it comes again later", async () => {
  const other = await openProvider({ tells: "id-token" });
  try {
    const { session: cookie } = await visit(serverFor(other), "/sso/start?to=/wall", (url) => signInAt(url, "leader"));
    const request = serverFor(other);
    const isIn = async () => (await request("/api/session", { headers: { cookie } })).status === 200;
    const token = other.sign(claims({ iss: other.issuer }));
    await other.stop();
    expect([await post(request, token), await isIn()]).toEqual([400, true]);
    await other.start();
    expect([await post(request, token), await isIn()]).toEqual([200, false]);
  } finally {
    await other.stop();
  }
});

test("who sends too many is told to wait", async () => {
  const request = serverFor(provider, new RequestLimits({ max: 1, seconds: 60 }, { max: 3, seconds: 60 }));
  const answers = [];
  for (let i = 0; i < 4; i += 1) answers.push(await post(request, "x"));
  expect(answers).toEqual([400, 400, 400, 429]);
});

test("without OpenID Connect nothing answers there", async () => {
  const context = createContext({
    db: app.db,
    log: quiet,
    city: cityByCode("441500"),
    demo: true,
    secret: "t".repeat(32),
  });
  const server = createApp(context, { webDir: "/nowhere", basemapDir: "/nowhere", metricsToken: null });
  expect(await post(async (path, init) => server.request(path, init), "x")).toBe(404);
});
