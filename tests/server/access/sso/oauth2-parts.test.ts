// The parts of the OAuth 2 adapter that need no platform: fields of responses, the cached token, used codes.
import { AppTokenCache } from "@minqing/server/access/sso/app-token-cache";
import { fieldOf } from "@minqing/server/access/sso/provider-request";
import { UsedCodes } from "@minqing/server/access/sso/used-codes";
import { describe, expect, test } from "vitest";

test("a field is found by its path, as text, and anything else is null", () => {
  const response = { errcode: 0, success: false, data: { user: { id: "s-1", no: 7, name: "", tags: ["a"] } } };
  expect(fieldOf(response, "errcode")).toBe("0");
  expect(fieldOf(response, "success")).toBe("false");
  expect(fieldOf(response, "data.user.id")).toBe("s-1");
  expect(fieldOf(response, "data.user.no")).toBe("7");
  for (const path of ["data.user.name", "data.user.tags", "data.user", "data.user.id.length", "constructor.name", ""]) {
    expect([path, fieldOf(response, path)]).toEqual([path, null]);
  }
});

describe("the program's own token", () => {
  /** A platform that returns `t-1`, `t-2`, …, or fails at the calls in `failing`. */
  function cacheOf(lifetimeS: number, failing: readonly number[] = []) {
    let given = 0;
    let nowMs = 0;
    const cache = new AppTokenCache(
      async () => {
        given += 1;
        if (failing.includes(given)) throw new Error("away");
        return { value: `t-${given}`, lifetimeS };
      },
      () => nowMs,
    );
    const advance = (seconds: number) => {
      nowMs += seconds * 1000;
    };
    return { cache, advance };
  }

  test("is cached until a minute before its end", async () => {
    const { cache, advance } = cacheOf(7_200);
    expect(await Promise.all([cache.value(), cache.value()])).toEqual(["t-1", "t-1"]);
    advance(7_139);
    expect(await cache.value()).toBe("t-1");
    advance(1);
    expect(await cache.value()).toBe("t-2");
  });

  test("is fetched again after a failure, which every waiting caller gets", async () => {
    const { cache } = cacheOf(7_200, [1]);
    const both = await Promise.allSettled([cache.value(), cache.value()]);
    expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await cache.value()).toBe("t-2");
  });

  test("that is stale is dropped, a newer one is not", async () => {
    const { cache } = cacheOf(7_200);
    const first = await cache.value();
    cache.forget(first);
    expect(await cache.value()).toBe("t-2");
    cache.forget(first);
    expect(await cache.value()).toBe("t-2");
  });
});

describe("a code", () => {
  test("counts once, for as long as a browser may come back with it", () => {
    const codes = new UsedCodes();
    expect(codes.use("a", 0)).toBe(true);
    expect(codes.use("a", 10 * 60_000)).toBe(false);
    expect(codes.use("b", 10 * 60_000)).toBe(true);
    expect(codes.use("a", 15 * 60_000)).toBe(true);
  });

  test("of ten thousand others does not fill the memory", () => {
    const codes = new UsedCodes();
    for (let i = 0; i < 10_001; i += 1) expect(codes.use(`code-${i}`, 0)).toBe(true);
    expect(codes.use("code-0", 0)).toBe(true);
    expect(codes.use("code-10000", 0)).toBe(false);
  });
});
