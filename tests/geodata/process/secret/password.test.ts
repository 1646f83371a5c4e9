import { hashPassword, verifyPassword } from "@minqing/geodata/process/secret/password";
import { expect, test } from "vitest";

test("a password matches its own hash only, and two hashes of it differ", async () => {
  const [one, two] = await Promise.all([hashPassword("汕尾 2026"), hashPassword("汕尾 2026")]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(one).not.toBe(two);
  expect(await verifyPassword("汕尾 2026", one)).toBe(true);
  expect(await verifyPassword("汕尾 2027", one)).toBe(false);
  // Four hashes of 64 MiB: half a second, much more on a busy machine.
}, 60_000);

test("a stored text of another form matches nothing", async () => {
  expect(await verifyPassword("password", "")).toBe(false);
  expect(await verifyPassword("password", "$argon2i$v=19$m=16,t=2,p=1$c29tZXNhbHQ$AAAA")).toBe(false);
});
