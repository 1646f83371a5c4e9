// Own sessions (本人会话): every account lists its own and ends them after re-authentication; those of others are not found.
import type { OwnSessionView } from "@minqing/core/access/account";
import { findAccount } from "@minqing/geodata/access/queries";
import { sql } from "@minqing/geodata/sql";
import { TOTP } from "otpauth";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { expectProblem, openApp, PASSWORD, type SEATS, SEED_TIMEOUT_MS, type TestApp } from "../../open-app.ts";

const FRESH_MS = 10 * 60_000;
const OWN = "/api/account/sessions";
const EDGE =
  "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36 Edg/141.0";

let app: TestApp;
let clockMs = Date.now();
beforeAll(async () => {
  app = await openApp({ now: () => new Date(clockMs) });
}, SEED_TIMEOUT_MS);
beforeEach(() => app.db.execute(sql`delete from sessions where username in ('leader', 'desk')`));

type Seat = keyof typeof SEATS;
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const ask = (token: string, method = "GET", path = OWN, body?: unknown) =>
  app.ask(null, method, path, body, bearer(token));

const open = async (username: Seat): Promise<string> => (await app.context.sessions.openFor(username)).token;
/** Opens a session as single sign-on does. */
const openProvided = (username: Seat): Promise<string> =>
  app.db.transaction(async (tx) => {
    const account = await findAccount(tx, username);
    if (account === null) throw new Error(`expected the account ${username}, got none`);
    const opening = { openedBy: "oidc", providerFactor: false, providerSession: null } as const;
    return (await app.context.sessions.open(tx, account, { address: null, userAgent: null }, opening)).token;
  });

const sessionsOf = async (token: string) => (await ask(token)).body.items as OwnSessionView[];
const ownId = async (token: string): Promise<string> => (await sessionsOf(token)).find(({ own }) => own)?.id ?? "";
const lives = async (token: string): Promise<boolean> => (await ask(token, "GET", "/api/session")).status === 200;
const audit = (username: string) =>
  app.owner.raw(sql`
    select actor, object_id as object, detail from audit_events
    where action = 'session.end' and actor = ${username} order by id desc limit 1`);

describe("are listed", () => {
  test("with device, address, beginning, last use and end, and nothing that opens them", async () => {
    const signIn = { username: "leader", password: PASSWORD };
    const there = await app.ask(null, "POST", "/api/session", signIn, { "user-agent": EDGE });
    clockMs += 120_000;
    const { status, body } = await ask(await open("leader"));
    expect(status).toBe(200);
    expect(body.needsPassword).toBe(true);
    expect(body.items).toHaveLength(2);
    const { session, token } = there.body;
    const other = body.items.find(({ own }: { own: boolean }) => !own);
    expect(other).toEqual({
      id: await ownId(token),
      device: "Edge 141 · Windows",
      address: other.address,
      openedWith: "password",
      createdAt: new Date(clockMs - 120_000).toISOString(),
      lastSeenAt: new Date(clockMs - 120_000).toISOString(),
      expiresAt: session.expiresAt,
      own: false,
    });
    expect(JSON.stringify(body)).not.toContain(token);
  });

  test("by everybody who can sign in, and each sees only theirs", async () => {
    const [leader, desk] = [await open("leader"), await open("desk")];
    expect(await sessionsOf(leader)).toHaveLength(1);
    expect(await sessionsOf(desk)).toHaveLength(1);
    expect(await ownId(leader)).not.toBe(await ownId(desk));
    for (const who of ["secadmin", "sysadmin", "auditor", "partner", "grid-worker"] as const) {
      expect((await app.get(who, OWN)).status).toBe(200);
    }
  });

  test("with how one proved oneself: by password, by a second factor too, by single sign-on", async () => {
    const opened = async (token: string) => (await sessionsOf(token)).map(({ openedWith }) => openedWith);
    const password = await open("unit");
    expect(await opened(password)).toEqual(["password"]);
    const begun = (await ask(password, "POST", "/api/account/second-factor", { password: PASSWORD })).body;
    const code = new TOTP({ secret: begun.secret }).generate({ timestamp: clockMs });
    expect((await ask(password, "POST", "/api/account/second-factor/confirm", { code })).status).toBe(200);
    expect(await opened(password)).toEqual(["second-factor"]);
    expect((await opened(await openProvided("unit"))).sort()).toEqual(["second-factor", "single-sign-on"]);
  });
});

describe("end", () => {
  test("one by its id, with the current password, and the row says which", async () => {
    const [here, there] = [await open("leader"), await open("leader")];
    const id = await ownId(there);
    expect((await ask(here, "DELETE", `${OWN}/${id}`, { password: PASSWORD })).status).toBe(204);
    expect([await lives(here), await lives(there)]).toEqual([true, false]);
    expect(await audit("leader")).toEqual([{ actor: "leader", object: "leader", detail: { session: id } }]);
    expectProblem(await ask(here, "DELETE", `${OWN}/${id}`, { password: PASSWORD }), "not-found", 404);
  });

  test("all but the one that asks", async () => {
    const [here, ...others] = [await open("leader"), await open("leader"), await openProvided("leader")];
    const desk = await open("desk");
    const { status, body } = await ask(here, "DELETE", OWN, { password: PASSWORD });
    expect([status, body]).toEqual([200, { ended: 2 }]);
    expect(await Promise.all([here, ...others, desk].map(lives))).toEqual([true, false, false, true]);
    expect(await audit("leader")).toEqual([{ actor: "leader", object: "leader", detail: { others: 2 } }]);
  });

  test("the one that asks without any proof: that is signing out, the cookie included", async () => {
    const token = await open("leader");
    const cookie = { cookie: `minqing=${token}`, origin: "http://localhost", host: "localhost" };
    const ended = await app.ask(null, "DELETE", `${OWN}/${await ownId(token)}`, undefined, cookie);
    expect(ended.status).toBe(204);
    expect(ended.headers.get("set-cookie")).toMatch(/^minqing=; Max-Age=0/);
    expect(await lives(token)).toBe(false);
  });

  test("nobody else's: it answers as one that there is not, and lives on", async () => {
    const [leader, desk] = [await open("leader"), await open("desk")];
    const foreign = await ownId(desk);
    const answers = [];
    for (const id of [foreign, "00000000-0000-4000-8000-000000000000"]) {
      const problem = expectProblem(
        await ask(leader, "DELETE", `${OWN}/${id}`, { password: PASSWORD }),
        "not-found",
        404,
      );
      answers.push({ ...problem, instance: "", detail: problem.detail?.replace(id, "ID") });
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(await lives(desk)).toBe(true);
  });
});

describe("a stolen session ends no other", () => {
  test("without the password, or with a wrong one, which counts like one at a sign-in", async () => {
    const [here, there] = [await open("leader"), await open("leader")];
    const paths = [OWN, `${OWN}/${await ownId(there)}`];
    for (const path of paths) {
      for (const body of [undefined, {}, { password: "wrong" }]) {
        const problem = expectProblem(await ask(here, "DELETE", path, body), "bad-request", 400);
        expect(problem.errors?.[0]?.path).toBe("password");
      }
    }
    for (let i = 0; i < 3; i += 1) await ask(here, "DELETE", OWN, { password: "wrong" });
    expectProblem(await ask(here, "DELETE", OWN, { password: PASSWORD }), "bad-request", 400);
    expect(await lives(there)).toBe(true);
    clockMs += 16 * 60_000;
    expect((await ask(here, "DELETE", OWN, { password: PASSWORD })).body).toEqual({ ended: 1 });
  });

  test("of who came by single sign-on: a sign-in of the last ten minutes is the proof, later the password", async () => {
    const here = await openProvided("leader");
    await open("leader");
    expect((await ask(here)).body.needsPassword).toBe(false);
    expect((await ask(here, "DELETE", OWN)).body).toEqual({ ended: 1 });
    await open("leader");
    clockMs += FRESH_MS;
    expect((await ask(here)).body.needsPassword).toBe(true);
    expectProblem(await ask(here, "DELETE", OWN), "bad-request", 400);
    expect((await ask(here, "DELETE", OWN, { password: PASSWORD })).body).toEqual({ ended: 1 });
  });
});
