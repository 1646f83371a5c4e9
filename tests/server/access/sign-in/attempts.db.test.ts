// Attempts at passwords: many at once, from where they come, what they leave in the trail, and what they tell of who exists.

import { DEFAULT_SIGN_IN_POLICY } from "@minqing/core/access/policy";
import { sql } from "@minqing/geodata/sql";
import { KnownBrowsers } from "@minqing/server/access/sign-in/known-browser";
import { PasswordSignIn } from "@minqing/server/access/sign-in/password-sign-in";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { openApp, PASSWORD, SEED_TIMEOUT_MS, type TestApp } from "../../open-app.ts";

const { maxFailures } = DEFAULT_SIGN_IN_POLICY;
const WRONG = "wrong-wrong-1";
let app: TestApp;
let clockMs = Date.now();
beforeAll(async () => {
  app = await openApp({ now: () => new Date(clockMs) });
}, SEED_TIMEOUT_MS);
beforeEach(async () => {
  clockMs += 16 * 60_000;
  await app.owner.script(
    "delete from minqing.sign_in_attempts; update minqing.accounts set failures = 0, locked_until = null",
  );
});

/** A fresh counter of addresses for each test. */
const door = () => {
  const signIn = new PasswordSignIn(app.context);
  return (username: string, password: string, address = "198.51.100.7", browser?: string) =>
    signIn.signIn({ username, password }, { address, userAgent: null }, browser).then(
      () => "in" as const,
      (problem: Error) => problem.message,
    );
};

/** Until as many wrong ones as the limit allows are being judged: requests that are sent at once overtake each other. */
const areReserved = (username: string) =>
  expect
    .poll(
      () =>
        app.owner.one(
          sql`select coalesce(max(failures), 0) as n from sign_in_attempts where username = ${username}`,
          z.object({ n: z.number() }),
        ),
      { interval: 1 },
    )
    .toEqual({ n: maxFailures });

describe("many at once", () => {
  test("a right one behind the limit of wrong ones is not judged, and gets the same answer", async () => {
    const enter = door();
    const wrong = Array.from({ length: 20 }, () => enter("desk", WRONG));
    await areReserved("desk");
    const right = enter("desk", PASSWORD);
    const answers = await Promise.all([...wrong, right, enter("desk", WRONG)]);
    expect(new Set(answers).size).toBe(1);
    expect(await right).toContain("name or password is wrong");
  });

  test("right ones all get in, more of them than the limit", async () => {
    const enter = door();
    const answers = await Promise.all(Array.from({ length: maxFailures * 3 }, () => enter("desk", PASSWORD)));
    expect(new Set(answers)).toEqual(new Set(["in"]));
  });

  test("on the own-password address the right one behind them is not accepted", async () => {
    const { token } = await app.context.sessions.openFor("haifeng");
    const change = (current: string) =>
      app.ask(
        null,
        "POST",
        "/api/account/password",
        { current, next: "Bright-lake-4711" },
        { authorization: `Bearer ${token}` },
      );
    const wrong = Array.from({ length: 20 }, () => change(WRONG));
    await areReserved("haifeng");
    const answers = await Promise.all([...wrong, change(PASSWORD), change(WRONG)]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body.errors))).size).toBe(1);
  });
});

describe("a lock", () => {
  test("holds for the network that caused it; another network and a known browser stay open", async () => {
    const enter = door();
    for (let i = 0; i < maxFailures; i++) await enter("desk", WRONG, "203.0.113.66");
    expect(await enter("desk", PASSWORD, "203.0.113.66")).not.toBe("in");
    expect(await enter("desk", PASSWORD, "198.51.100.7")).toBe("in");
    const known = app.context.browsers.token("desk");
    expect(await enter("desk", PASSWORD, "203.0.113.66", known)).toBe("in");
    expect(await enter("desk", PASSWORD, "203.0.113.66", app.context.browsers.token("haifeng"))).not.toBe("in");
    expect(await enter("desk", PASSWORD, "203.0.113.66", new KnownBrowsers("another secret").token("desk"))).not.toBe(
      "in",
    );
  });

  test("counts a /64 of IPv6 as one network", async () => {
    const enter = door();
    for (let i = 0; i < maxFailures; i++) await enter("desk", WRONG, `2001:db8::${i + 1}`);
    expect(await enter("desk", PASSWORD, "2001:db8::ffff")).not.toBe("in");
    expect(await enter("desk", PASSWORD, "2001:db8:0:1::1")).toBe("in");
  });

  test("from many networks shuts strangers out, never a known browser, and ends by itself", async () => {
    const enter = door();
    const { maxFailuresEverywhere, lockMinutes } = DEFAULT_SIGN_IN_POLICY;
    for (let i = 0; i < maxFailuresEverywhere; i++) await enter("secadmin", WRONG, `203.0.${i}.9`);
    expect(await enter("secadmin", PASSWORD, "198.51.100.7")).not.toBe("in");
    expect(await enter("secadmin", PASSWORD, "198.51.100.7", app.context.browsers.token("secadmin"))).toBe("in");
    clockMs += (lockMinutes + 1) * 60_000;
    expect(await enter("secadmin", PASSWORD, "192.0.2.1")).toBe("in");
  });

  test("begins anew after its end: one wrong attempt more does not lock again", async () => {
    const enter = door();
    for (let i = 0; i < maxFailures; i++) await enter("desk", WRONG);
    clockMs += 16 * 60_000;
    await enter("desk", WRONG);
    expect(await enter("desk", PASSWORD)).toBe("in");
  });

  test("and wrong passwords of a session leave their rows in the trail", async () => {
    const { token } = await app.context.sessions.openFor("lufeng");
    for (let i = 0; i < maxFailures; i++) {
      const headers = { authorization: `Bearer ${token}` };
      await app.ask(null, "POST", "/api/account/second-factor", { password: WRONG }, headers);
    }
    const rows = await app.owner.raw(sql`
      select actor, action, result, object_id as object from audit_events
      where action in ('password.check', 'account.lock') order by id desc limit ${maxFailures + 1}`);
    expect(rows[0]).toEqual({ actor: "system", action: "account.lock", result: "done", object: "lufeng" });
    expect(rows.slice(1)).toEqual(
      Array.from({ length: maxFailures }, () => ({
        actor: "lufeng",
        action: "password.check",
        result: "refused",
        object: null,
      })),
    );
  });
});

test("a browser that reads its session is known from then on", async () => {
  const cookie = `minqing=${await app.token("desk")}`;
  const first = await app.ask(null, "GET", "/api/session", undefined, { cookie });
  const given = /(minqing-browser-\w+)=([\w.-]+); .*HttpOnly; SameSite=Strict/.exec(
    first.headers.get("set-cookie") ?? "",
  );
  expect(app.context.browsers.sourceOf("desk", given?.[2])).toMatchObject({ kind: "browser" });
  const again = await app.ask(null, "GET", "/api/session", undefined, {
    cookie: `${cookie}; ${given?.[1]}=${given?.[2]}`,
  });
  expect(again.headers.get("set-cookie")).toBeNull();
});

test("an unknown name, a first password and a chosen one take two hashes each", async () => {
  // The tests' own cost is that of first passwords; what is compared is the number of hashes, not a time.
  const enter = door();
  const answers = [await enter("nobody", WRONG), await enter("desk", WRONG)];
  expect(new Set(answers).size).toBe(1);
});
