// Signing in, changing the password and setting up a second factor share one limit on memory for password hashes.
import { PasswordHasher } from "@minqing/server/access/sign-in/password-hasher";
import { beforeAll, expect, test, vi } from "vitest";
import { expectProblem, openApp, PASSWORD, SEED_TIMEOUT_MS, type TestApp } from "../../open-app.ts";

const AT_ONCE = 4;
const WAITING = 64;

/** Tasks that occupy the hasher until `endOne` ends them. */
function crowd(hasher: PasswordHasher, size: number) {
  let running = 0;
  const ends: (() => void)[] = [];
  const tasks = Array.from({ length: size }, () =>
    hasher.run(async () => {
      running += 1;
      await new Promise<void>((resolve) => ends.push(resolve));
      running -= 1;
    }),
  );
  return { tasks, running: () => running, endOne: () => ends.shift()?.() };
}

test("four run at once, the others in the order in which they came, and a place that failed is free again", async () => {
  const hasher = new PasswordHasher();
  const failing = Promise.allSettled(
    Array.from({ length: AT_ONCE }, () => hasher.run(() => Promise.reject(new Error()))),
  );
  expect((await failing).map(({ status }) => status)).toEqual(Array.from({ length: AT_ONCE }, () => "rejected"));
  const { tasks, running, endOne } = crowd(hasher, 10);
  for (let left = 10; left > 0; left -= 1) {
    await vi.waitFor(() => expect(running()).toBe(Math.min(left, AT_ONCE)));
    endOne();
  }
  await Promise.all(tasks);
});

test("hashes with the cost that the standard recommends", async () => {
  // [RFC 9106 §4, second recommended option]
  expect(await new PasswordHasher().hash("汕尾 2026")).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
});

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
}, SEED_TIMEOUT_MS);

test("who signs in and who changes a password share one hasher", async () => {
  const { tasks, running, endOne } = crowd(app.context.passwords, AT_ONCE + WAITING);
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
  await Promise.all(tasks);
  expect((await signIn()).status).toBe(200);
  expectProblem(await stranger(), "not-signed-in", 401);
  expectProblem(await change(), "bad-request", 400);
});
