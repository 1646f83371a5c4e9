import { Cache } from "@minqing/server/cache";
import { describe, expect, test } from "vitest";

/** Counts its calls and returns the count. */
const counter = () => {
  let reads = 0;
  return async () => {
    reads += 1;
    return reads;
  };
};

describe("a shared read", () => {
  test("happens once while its value lives, however many ask at once", async () => {
    let nowMs = 0;
    const cache = new Cache(2_000, () => nowMs);
    const read = counter();
    expect(await Promise.all([cache.shared("a", read), cache.shared("a", read)])).toEqual([1, 1]);
    nowMs = 1_999;
    expect(await cache.shared("a", read)).toBe(1);
    expect(await cache.shared("b", read)).toBe(2);
    nowMs = 2_000;
    expect(await cache.shared("a", read)).toBe(3);
  });

  test("that fails is not cached", async () => {
    const cache = new Cache(2_000, () => 0);
    await expect(cache.shared("a", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
    expect(await cache.shared("a", async () => 1)).toBe(1);
  });
});

describe("an own read", () => {
  test("does not wait for another's, and its value is cached", async () => {
    const cache = new Cache(2_000, () => 0);
    const never = new Promise<number>(() => undefined);
    void cache.own("a", () => never);
    expect(await cache.own("a", async () => 2)).toBe(2);
    expect(await cache.own("a", async () => 3)).toBe(2);
  });

  test("that began before the cache was cleared is not cached", async () => {
    const cache = new Cache(2_000, () => 0);
    const begun = Promise.withResolvers<number>();
    const before = cache.own("a", () => begun.promise);
    cache.clear();
    begun.resolve(1);
    expect(await before).toBe(1);
    expect(await cache.own("a", async () => 2)).toBe(2);
  });
});
