import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isBreached } from "@minqing/geodata/access/breached-passwords";
import { expect, test } from "vitest";

test("the list has thousands of hashes of one form, each once", () => {
  const lines = readFileSync(join(import.meta.dirname, "../../../geodata/data/breached-passwords.sha256.txt"), "utf8")
    .trim()
    .split("\n");
  expect(lines.length).toBeGreaterThan(8_000);
  expect(new Set(lines).size).toBe(lines.length);
  for (const line of lines) expect(line).toMatch(/^[0-9a-f]{12}$/);
});

test.each(["1q2w3e4r5t", "Butterfly1", "CHOCOLATE!", "!Liverpool1!", "Spiderman1#", "q1w2e3r4t5y6"])(
  "%s was found in breaches",
  (password) => expect(isBreached(password)).toBe(true),
);

test.each(["Harbour-2026", "A-good-one-1", "", "!", "Tide-under-7-bridges"])(
  "%s was not found in breaches",
  (password) => {
    expect(isBreached(password)).toBe(false);
  },
);
