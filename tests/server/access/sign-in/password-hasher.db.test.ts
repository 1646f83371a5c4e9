// Signing in, changing the password and setting up a second factor share the memory that checks of passwords may take.
import { PasswordGate } from "@minqing/server/access/sign-in/password-hasher";
import { beforeAll, expect, test, vi } from "vitest";
import { expectProblem, openApp, PASSWORD, SEED_TIMEOUT_MS, type TestApp } from "../../open-app.ts";

const AT_ONCE = 4;
const WAITING = 64;

/** Works that are in the gate until they are let go. */
function crowd(gate: PasswordGate, size: number) {
  let running = 0;
  const ends: (() => void)[] = [];
  const works = Array.from({ length: size }, () =>
    gate.pass(async () => {
      running += 1;
      await new Promise<void>((resolve) => ends.push(resolve));
      running -= 1;
    }),
  );
  return { works, running: () => running, endOne: () => ends.shift()?.() };
}

test("four run at once, the others in the order in which they came, and a place that failed is free again", async () => {
  const gate = new PasswordGate();
  const failing = Promise.allSettled(
    Array.from({ length: AT_ONCE }, () => gate.pass(() => Promise.reject(new Error()))),
  );
  expect((await failing).map(({ status }) => status)).toEqual(Array.from({ length: AT_ONCE }, () => "rejected"));
  const { works, running, endOne } = crowd(gate, 10);
  for (let left = 10; left > 0; left -= 1) {
    await vi.waitFor(() => expect(running()).toBe(Math.min(left, AT_ONCE)));
    endOne();
  }
  await Promise.all(works);
});

test("hashes with the cost that the standard recommends", async () => {
  // [RFC 9106 §4, second recommended option]
  expect(await new PasswordGate().hash("汕尾 2026")).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
});

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
}, SEED_TIMEOUT_MS);

test("who signs in and who changes a password stand before the same gate", async () => {
  const { works, running, endOne } = crowd(app.context.passwords, AT_ONCE + WAITING);
  await vi.waitFor(() => expect(running()).toBe(AT_ONCE));
  const stranger = () => app.ask(null, "POST", "/api/session", { username: "nobody-here", password: "wrong" });
  const signIn = () => app.ask(null, "POST", "/api/session", { username: "leader", password: PASSWORD });
  const change = () => app.post("leader", "/api/account/password", { current: "wrong", next: "Another-one-1" });
  const begin = () => app.post("leader", "/api/account/second-factor", { password: "wrong" });
  for (const ask of [stranger, signIn, change, begin]) expectProblem(await ask(), "too-many-requests", 429);
  for (let i = 0; i < AT_ONCE + WAITING; i += 1) {
    await vi.waitFor(() => expect(running()).toBeGreaterThan(0));
    endOne();
  }
  await Promise.all(works);
  expect((await signIn()).status).toBe(200);
  expectProblem(await stranger(), "not-signed-in", 401);
  expectProblem(await change(), "bad-request", 400);
});
