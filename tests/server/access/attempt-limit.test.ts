import { AttemptLimit } from "@minqing/server/access/attempt-limit";
import { expect, test } from "vitest";

const MINUTE = 60_000;

test("a key is closed after its last allowed failure and opens when the first ones are old", () => {
  const limit = new AttemptLimit({ most: 3, windowMs: 10 * MINUTE });
  for (const minute of [0, 1, 2]) {
    expect(limit.isClosed("a", minute * MINUTE)).toBe(false);
    limit.fail("a", minute * MINUTE);
  }
  expect(limit.isClosed("a", 3 * MINUTE)).toBe(true);
  expect(limit.isClosed("b", 3 * MINUTE)).toBe(false);
  expect(limit.isClosed("a", 10 * MINUTE)).toBe(false);
});

test("a success forgets the failures, and a flood of names forgets the oldest", () => {
  const limit = new AttemptLimit({ most: 1, windowMs: MINUTE });
  limit.fail("a", 0);
  limit.succeed("a");
  expect(limit.isClosed("a", 0)).toBe(false);
  limit.fail("a", 0);
  for (let i = 0; i < 10_000; i++) limit.fail(`name ${i}`, 0);
  expect(limit.isClosed("a", 0)).toBe(false);
  expect(limit.isClosed("name 9999", 0)).toBe(true);
});
