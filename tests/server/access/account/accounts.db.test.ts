// Account administration: policy, lock-out, second factor, separation of duties, listing and ending of sessions.
import { DEFAULT_SIGN_IN_POLICY } from "@minqing/core/access/policy";
import { DEFAULT_DEVICE_LIMITS } from "@minqing/core/device/limits";
import { verifyDevicePassword } from "@minqing/geodata/process/secret/device-password";
import { sql } from "@minqing/geodata/sql";
import { Secret, TOTP } from "otpauth";
import { beforeAll, describe, expect, test } from "vitest";
import { decide } from "../../change-city-rule.ts";
import { expectProblem, HAIFENG, LUFENG, openApp, SEED_TIMEOUT_MS, type TestApp, UNIT } from "../../open-app.ts";

let app: TestApp;
let clockMs = Date.now();
beforeAll(async () => {
  app = await openApp({ now: () => new Date(clockMs) });
}, SEED_TIMEOUT_MS);

const draft = (roles: string[], region = HAIFENG) => ({
  displayName: "某某",
  roles,
  regionCodes: [region],
  exceptCodes: [],
  departmentId: null,
  enabled: true,
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const signIn = (username: string, password: string, code?: string) =>
  app.ask(null, "POST", "/api/session", { username, password, ...(code === undefined ? {} : { code }) });

let serial = 0;
/** A new account whose first password was changed. */
async function join(roles: string[], region = HAIFENG) {
  serial += 1;
  const username = `person-${serial}`;
  const made = await app.post("secadmin", "/api/accounts", { username, ...draft(roles, region) });
  expect(made.status).toBe(201);
  const password = `Own-password-${serial}`;
  const first = (await signIn(username, made.body.password)).body;
  await app.ask(
    null,
    "POST",
    "/api/account/password",
    { current: made.body.password, next: password },
    bearer(first.token),
  );
  return { username, password, token: first.token as string };
}

const account = async (username: string) =>
  (await app.get("secadmin", `/api/accounts?text=${username}`)).body.items.find(
    (item: { username: string }) => item.username === username,
  );

const audit = (username: string) =>
  app.owner.raw(sql`select actor, action, detail from audit_events where object_id = ${username} order by id`);

describe("an account", () => {
  test("begins with a password that is told once and must be changed before anything else", async () => {
    const { status, body } = await app.post("secadmin", "/api/accounts", {
      username: "fresh",
      ...draft(["grid_worker"]),
    });
    expect(status).toBe(201);
    expect(body.account).toMatchObject({ username: "fresh", mustChangePassword: true, synthetic: false, sessions: 0 });
    const { token, session } = (await signIn("fresh", body.password)).body;
    expect(session.duty).toBe("change-password");
    expectProblem(await app.ask(null, "GET", "/api/cases", undefined, bearer(token)), "duty-first", 403);
    const change = (next: string, current = body.password) =>
      app.ask(null, "POST", "/api/account/password", { current, next }, bearer(token));
    const invalid = expectProblem(await change("fresh1"), "bad-request", 400);
    expect(invalid.errors?.map(({ got }) => got)).toEqual(["too-short", "too-few-kinds", "names-the-account"]);
    expect(expectProblem(await change(body.password), "bad-request", 400).errors?.[0]?.got).toBe("used-before");
    expect(expectProblem(await change("Chocolate!"), "bad-request", 400).errors?.[0]?.got).toBe("breached");
    expect(expectProblem(await change("Shanwei@2026"), "bad-request", 400).errors?.[0]?.got).toBe("guessable");
    expectProblem(await change("A-good-one-1", "wrong"), "bad-request", 400);
    expect((await change("A-good-one-1")).status).toBe(204);
    expect((await app.ask(null, "GET", "/api/cases", undefined, bearer(token))).status).toBe(200);
    // A new account is no demo account, which could not sign in outside the demo.
    expect((await signIn("fresh", body.password)).status).toBe(401);
    expect((await signIn("fresh", "A-good-one-1")).body.session.duty).toBeNull();
  });

  test("is refused with what was expected", async () => {
    const post = (body: object) => app.post("secadmin", "/api/accounts", body);
    expectProblem(await post({ username: "Bad Name", ...draft(["leader"]) }), "bad-request", 400);
    expectProblem(await post({ username: "nobody1", ...draft([]) }), "bad-request", 400);
    const unknown = expectProblem(
      await post({ username: "nobody1", ...draft(["leader"], "441577") }),
      "bad-request",
      400,
    );
    expect(unknown.errors).toEqual([{ path: "regionCodes", expected: "codes of regions or grids", got: "441577" }]);
    expectProblem(await post({ username: "leader", ...draft(["leader"]) }), "version-conflict", 409);
    const handler = { ...draft(["handler"]), departmentId: "no such" };
    expect(expectProblem(await post({ username: "nobody1", ...handler }), "bad-request", 400).errors?.[0]?.got).toBe(
      "no such",
    );
    expect((await post({ username: "somebody1", ...handler, departmentId: UNIT })).status).toBe(201);
  });

  test("whose password is old must change it", async () => {
    const { username, password } = await join(["grid_worker"]);
    await app.owner.execute(
      sql`update accounts set password_set_at = password_set_at - interval '91 days' where username = ${username}`,
    );
    await decide(app, "/api/sign-in-policy", { ...DEFAULT_SIGN_IN_POLICY, secondFactorRoles: [] });
    expect((await signIn(username, password)).body.session.duty).toBe("change-password");
  });

  test("changed by two at once goes to the first; history stands in the audit trail", async () => {
    const { username } = await join(["grid_worker"]);
    const { version } = await account(username);
    const put = (roles: string[]) =>
      app.ask("secadmin", "PUT", `/api/accounts/${username}`, { ...draft(roles), version });
    expect((await put(["leader"])).status).toBe(200);
    expectProblem(await put(["supervisor"]), "version-conflict", 409);
    const lines = await audit(username);
    expect(lines.map(({ action }) => action)).toEqual(["account.create", "account.change"]);
    expect(lines[1]).toMatchObject({
      actor: "secadmin",
      detail: { roles: { before: ["grid_worker"], after: ["leader"] } },
    });
  });

  test("that is disabled is out at once, and in again when enabled", async () => {
    const { username, password, token } = await join(["grid_worker"]);
    const put = async (enabled: boolean) => {
      const { version } = await account(username);
      return app.ask("secadmin", "PUT", `/api/accounts/${username}`, { ...draft(["grid_worker"]), enabled, version });
    };
    expect((await put(false)).body).toMatchObject({ enabled: false, sessions: 0 });
    expectProblem(await app.ask(null, "GET", "/api/cases", undefined, bearer(token)), "not-signed-in", 401);
    expectProblem(await signIn(username, password), "not-signed-in", 401);
    await put(true);
    expect((await signIn(username, password)).status).toBe(200);
  });
});

describe("attempts", () => {
  test("five wrong passwords lock an account in the database, and an administrator unlocks it", async () => {
    const { username, password } = await join(["grid_worker"]);
    for (let i = 0; i < 5; i++) expectProblem(await signIn(username, "wrong"), "not-signed-in", 401);
    expectProblem(await signIn(username, password), "not-signed-in", 401);
    const { lockedUntil, version } = await account(username);
    expect(Date.parse(lockedUntil) - clockMs).toBe(15 * 60_000);
    expect((await app.post("secadmin", `/api/accounts/${username}/unlock`, { version })).status).toBe(200);
    expect((await signIn(username, password)).status).toBe(200);
  });

  test("a right password in between begins the count anew", async () => {
    const { username, password } = await join(["grid_worker"]);
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 4; i++) await signIn(username, "wrong");
      expect((await signIn(username, password)).status).toBe(200);
    }
  });

  test("a stolen session cannot try passwords out", async () => {
    const { username, token } = await join(["grid_worker"]);
    const guess = () =>
      app.ask(null, "POST", "/api/account/password", { current: "wrong", next: "Another-one-1" }, bearer(token));
    for (let i = 0; i < 6; i++) expectProblem(await guess(), "bad-request", 400);
    expect((await account(username)).lockedUntil).not.toBeNull();
  });
});

describe("the second factor", () => {
  const codeOf = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clockMs });

  async function enrol(token: string, password: string) {
    const begun = (await app.ask(null, "POST", "/api/account/second-factor", { password }, bearer(token))).body;
    const confirmed = await app.ask(
      null,
      "POST",
      "/api/account/second-factor/confirm",
      { code: codeOf(begun.secret) },
      bearer(token),
    );
    expect(confirmed.status).toBe(200);
    return {
      secret: begun.secret as string,
      uri: begun.uri as string,
      codes: confirmed.body.recoveryCodes as string[],
    };
  }

  test("is asked for once confirmed; a code counts once, a recovery code too", async () => {
    const { username, password, token } = await join(["supervisor"]);
    const elsewhere = (await signIn(username, password)).body.token;
    const { secret, uri, codes } = await enrol(token, password);
    // The session opened by password alone has ended; the one that confirmed the factor goes on.
    expectProblem(await app.ask(null, "GET", "/api/session", undefined, bearer(elsewhere)), "not-signed-in", 401);
    expect(uri).toContain("otpauth://totp/");
    expect(codes).toHaveLength(10);
    expectProblem(await signIn(username, password), "second-factor-needed", 401);
    expectProblem(await signIn(username, password, codeOf(secret)), "not-signed-in", 401);
    clockMs += 30_000;
    expect((await signIn(username, password, codeOf(secret))).status).toBe(200);
    expectProblem(await signIn(username, password, codeOf(secret)), "not-signed-in", 401);
    expect((await signIn(username, password, codes[3])).status).toBe(200);
    expectProblem(await signIn(username, password, codes[3]), "not-signed-in", 401);
    const state = await app.ask(null, "GET", "/api/account/second-factor", undefined, bearer(token));
    expect(state.body).toEqual({ state: "on", recoveryCodesLeft: 9 });
  });

  test("is not gone round by a password that an administrator resets", async () => {
    const { username, password, token } = await join(["supervisor"]);
    const { secret } = await enrol(token, password);
    const { version } = await account(username);
    const reset = await app.post("secadmin", `/api/accounts/${username}/password`, { version });
    expect(reset.status).toBe(200);
    expectProblem(await signIn(username, reset.body.password), "second-factor-needed", 401);
    clockMs += 30_000;
    expect((await signIn(username, reset.body.password, codeOf(secret))).body.session.duty).toBe("change-password");
  });

  test("in force counts until a new one is confirmed, and not after", async () => {
    const { username, password, token } = await join(["supervisor"]);
    const old = await enrol(token, password);
    const begin = (body: object) => app.ask(null, "POST", "/api/account/second-factor", body, bearer(token));
    clockMs += 30_000;
    expectProblem(await begin({ password }), "second-factor-needed", 401);
    expectProblem(await begin({ password, code: "000000" }), "bad-request", 400);
    const begun = (await begin({ password, code: codeOf(old.secret) })).body;
    clockMs += 30_000;
    expect((await signIn(username, password, codeOf(old.secret))).status).toBe(200);
    clockMs += 30_000;
    const confirm = (code: string) =>
      app.ask(null, "POST", "/api/account/second-factor/confirm", { code }, bearer(token));
    expectProblem(await confirm(codeOf(old.secret)), "bad-request", 400);
    expect((await confirm(codeOf(begun.secret))).status).toBe(200);
    clockMs += 30_000;
    expectProblem(await signIn(username, password, codeOf(old.secret)), "not-signed-in", 401);
    expectProblem(await signIn(username, password, old.codes[0]), "not-signed-in", 401);
    expect((await signIn(username, password, codeOf(begun.secret))).status).toBe(200);
  });

  test("lies in the database only encrypted, bound to its account", async () => {
    const { username, password, token } = await join(["supervisor"]);
    const { secret } = await enrol(token, password);
    const other = await join(["supervisor"]);
    const [row] = await app.owner.raw(sql`select totp_secret from accounts where username = ${username}`);
    expect(Buffer.from(row?.["totp_secret"] as Uint8Array).toString("latin1")).not.toContain(secret);
    await app.owner.execute(sql`
      update accounts a set totp_secret = b.totp_secret, totp_confirmed_at = now() from accounts b
      where a.username = ${other.username} and b.username = ${username}`);
    clockMs += 30_000;
    expect((await signIn(other.username, other.password, codeOf(secret))).status).toBe(401);
  });

  test("is a duty for the roles that the policy names, and an administrator takes a lost one away", async () => {
    await decide(app, "/api/sign-in-policy", {
      ...DEFAULT_SIGN_IN_POLICY,
      maxAgeDays: null,
      secondFactorRoles: ["dispatcher"],
    });
    const { username, password, token } = await join(["dispatcher"]);
    const ask = () => app.ask(null, "GET", "/api/cases", undefined, bearer(token));
    expectProblem(await ask(), "duty-first", 403);
    await enrol(token, password);
    expect((await ask()).status).toBe(200);
    const { version, hasSecondFactor } = await account(username);
    expect(hasSecondFactor).toBe(true);
    const reset = await app.ask("secadmin", "DELETE", `/api/accounts/${username}/second-factor`, { version });
    expect(reset.body).toMatchObject({ hasSecondFactor: false, sessions: 0 });
    expect((await signIn(username, password)).body.session.duty).toBe("set-up-second-factor");
  });
});

describe("the three administrators", () => {
  test("none has another's work, nor the city's", async () => {
    const refused = async (who: "sysadmin" | "secadmin" | "auditor", path: string) =>
      expectProblem(await app.get(who, path), "role-missing", 403);
    for (const path of ["/api/cases", "/api/snapshot", "/api/changes?after=0"]) {
      for (const who of ["sysadmin", "secadmin", "auditor"] as const) await refused(who, path);
    }
    for (const who of ["sysadmin", "auditor"] as const) await refused(who, "/api/accounts");
    for (const who of ["secadmin", "auditor"] as const) await refused(who, "/api/dead-letters");
    expect((await app.get("sysadmin", "/api/dead-letters")).status).toBe(200);
  });

  test("nobody is two of them, changes themselves, or is the last to go", async () => {
    const both = { username: "two-hats", ...draft(["security_administrator", "audit_administrator"], "441500") };
    expectProblem(await app.post("secadmin", "/api/accounts", both), "separation-of-duties", 403);
    const working = { username: "two-hats", ...draft(["system_administrator", "supervisor"], "441500") };
    expectProblem(await app.post("secadmin", "/api/accounts", working), "separation-of-duties", 403);
    const own = { ...draft(["security_administrator"], "441500"), version: 1 };
    expectProblem(await app.ask("secadmin", "PUT", "/api/accounts/secadmin", own), "separation-of-duties", 403);
    const { version } = await account("auditor");
    const gone = { ...draft(["audit_administrator"], "441500"), enabled: false, version };
    expectProblem(await app.ask("secadmin", "PUT", "/api/accounts/auditor", gone), "separation-of-duties", 403);
  });
});

describe("sessions", () => {
  test("are listed with where they came from, and ended", async () => {
    const { username, password } = await join(["grid_worker"]);
    const opened = await app.ask(null, "POST", "/api/session", { username, password }, { "user-agent": "a test" });
    const list = (await app.get("secadmin", `/api/sessions?username=${username}`)).body.items;
    expect(list).toHaveLength(2);
    const ours = list.find(({ userAgent }: { userAgent: string }) => userAgent === "a test");
    expect(ours).toMatchObject({ username, displayName: "某某", own: false });
    expect((await app.ask("secadmin", "DELETE", `/api/sessions/${ours.id}`)).status).toBe(204);
    const asked = await app.ask(null, "GET", "/api/session", undefined, bearer(opened.body.token));
    expectProblem(asked, "not-signed-in", 401);
    expectProblem(await app.ask("secadmin", "DELETE", `/api/sessions/${ours.id}`), "not-found", 404);
    const own = (await app.get("secadmin", "/api/sessions?username=secadmin")).body.items;
    expect(own.some((session: { own: boolean }) => session.own)).toBe(true);
  });

  test("one at a time where the policy says so: the newest stays", async () => {
    const one = { ...DEFAULT_SIGN_IN_POLICY, secondFactorRoles: [], sessionsPerAccount: 1 };
    const { username, password } = await join(["grid_worker"]);
    expect((await decide(app, "/api/sign-in-policy", one)).status).toBe(200);
    const first = (await signIn(username, password)).body.token;
    const second = (await signIn(username, password)).body.token;
    const ask = (token: string) => app.ask(null, "GET", "/api/session", undefined, bearer(token));
    expectProblem(await ask(first), "not-signed-in", 401);
    expect((await ask(second)).status).toBe(200);
  });

  test("a policy that protects nobody is refused, and what was in force stands", async () => {
    const before = (await app.get("secadmin", "/api/sign-in-policy")).body;
    const weak = { ...DEFAULT_SIGN_IN_POLICY, minLength: 4 };
    expectProblem(await decide(app, "/api/sign-in-policy", weak), "bad-request", 400);
    expect((await app.get("leader", "/api/sign-in-policy")).body).toEqual(before);
  });

  test("a new scope is in force for the next request", async () => {
    const { username, token } = await join(["supervisor"]);
    const view = async () => (await app.ask(null, "GET", "/api/session", undefined, bearer(token))).body;
    expect((await view()).scopeKey).toMatch(HAIFENG);
    const { version } = await account(username);
    await app.ask("secadmin", "PUT", `/api/accounts/${username}`, { ...draft(["supervisor"], LUFENG), version });
    expect((await view()).scopeKey).toBe(`${LUFENG}-441581400`);
    const changes = await app.ask(null, "GET", `/api/changes?after=0&scopeKey=${HAIFENG}`, undefined, bearer(token));
    expectProblem(changes, "cursor-expired", 410);
  });
});

describe("limits of devices", () => {
  test("are changed by the system administrator, edition by edition, within bounds, and audited", async () => {
    const path = "/api/device-limits";
    const usual = (await app.get("sysadmin", path)).body;
    expect(usual).toEqual({ ...DEFAULT_DEVICE_LIMITS, edition: null });
    for (const who of ["secadmin", "auditor", "desk"] as const)
      expectProblem(await app.ask(who, "PUT", path, usual), "role-missing", 403);
    for (const wrong of [
      { messagesPerSecond: 0 },
      { alarmsPerHour: 1.5 },
      { alarmReadingAgeS: 1e12 },
      { bufferedDays: -1 },
    ])
      expectProblem(await app.ask("sysadmin", "PUT", path, { ...usual, ...wrong }), "bad-request", 400);
    const answer = await app.ask("sysadmin", "PUT", path, { ...usual, alarmsPerHour: 20 });
    expect([answer.status, answer.body.alarmsPerHour]).toEqual([200, 20]);
    expect((await app.get("desk", path)).body).toEqual(answer.body);
    expectProblem(await app.ask("sysadmin", "PUT", path, usual), "version-conflict", 409);
    const { items } = (await app.get("auditor", "/api/audit?action=device-limits.change")).body;
    expect(items).toMatchObject([
      { actor: "sysadmin", detail: { before: { alarmsPerHour: 10 }, after: { alarmsPerHour: 20 } } },
    ]);
  });
});

describe("credentials of devices", () => {
  test("are changed and revoked by the system administrator, within scope, and audited", async () => {
    const [thing] = await app.owner.raw(sql`select id from things order by id limit 1`);
    const id = String(thing?.["id"]);
    const path = `/api/devices/${encodeURIComponent(id)}/credential`;
    const given = await app.post("sysadmin", path);
    expect(given.body).toMatchObject({ username: id, password: expect.stringMatching(/^[\w-]{24}$/) });
    const [stored] = await app.owner.raw(
      sql`select password_hash, enabled from device_credentials where username = ${id}`,
    );
    expect(verifyDevicePassword(given.body.password, String(stored?.["password_hash"]))).toBe(true);
    expect((await app.ask("sysadmin", "DELETE", path)).status).toBe(204);
    expectProblem(await app.ask("sysadmin", "DELETE", path), "not-found", 404);
    expectProblem(await app.post("sysadmin", "/api/devices/none/credential"), "not-found", 404);
    expectProblem(await app.post("leader", path), "role-missing", 403);
    expect((await audit(id)).map(({ action }) => action)).toEqual(["credential.rotate", "credential.revoke"]);
  });
});
