import { hkdfSync } from "node:crypto";
import { SealingKeys } from "@minqing/server/sealing/sealing-keys";
import { expect, test } from "vitest";
import { sealedWithoutKeyId } from "./sealed-without-key-id.ts";

const keys = (current: string, ...previous: string[]) => new SealingKeys({ current, previous });

test("a text is read with the key that sealed it, and by its owner only", () => {
  const sealed = keys("new").seal("case 1", "13899990000");
  expect(keys("new").open("case 1", sealed)).toBe("13899990000");
  expect(keys("newer", "new").open("case 1", sealed)).toBe("13899990000");
  expect(() => keys("newer").open("case 1", sealed)).toThrow("expected a text sealed with one of 1 keys");
  expect(() => keys("new").open("case 2", sealed)).toThrow();
});

test("what was sealed before keys had ids is read with any of the keys", () => {
  const sealed = sealedWithoutKeyId("old", "case 1", "13899990000");
  expect(keys("old").open("case 1", sealed)).toBe("13899990000");
  expect(keys("new", "older", "old").open("case 1", sealed)).toBe("13899990000");
  expect(() => keys("new").open("case 1", sealed)).toThrow("expected a text sealed with one of 1 keys");
});

test("a changed byte anywhere is noticed", () => {
  const sealed = keys("new").seal("case 1", "13899990000");
  for (let i = 0; i < sealed.length; i++) {
    const changed = Uint8Array.from(sealed, (byte, at) => (at === i ? byte ^ 1 : byte));
    expect(() => keys("new", "old").open("case 1", changed), `byte ${i}`).toThrow();
  }
});

test("a text that is cut short is none, however little is left of its tag", () => {
  const sealed = keys("new").seal("case 1", "13899990000");
  for (let length = 0; length < sealed.length; length++) {
    expect(() => keys("new", "old").open("case 1", sealed.subarray(0, length)), `${length} bytes`).toThrow();
  }
});

test("the key's id tells keys apart, and is neither the secret nor the key", () => {
  const secret = "Zk3vQ9xW1tYb7LrD5uHn2Jc8PfMs4AgE";
  const { id, head } = keys(secret);
  expect(id).toMatch(/^[0-9a-f]{16}$/);
  expect(id).toBe(keys(secret, "another").id);
  expect(id).not.toBe(keys("another").id);
  const key = Buffer.from(hkdfSync("sha256", secret, "minqing", "sealed text", 32)).toString("hex");
  expect(key).not.toContain(id);
  expect(Buffer.from(secret).toString("hex")).not.toContain(id);
  expect(Buffer.from(keys(secret).seal("case 1", "x")).subarray(0, head.length)).toEqual(head);
});
