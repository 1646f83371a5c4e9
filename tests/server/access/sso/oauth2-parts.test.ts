// The parts of the OAuth 2 adapter that need no platform: fields of answers, the kept token, spent codes.
import { AppTokenStore } from "@minqing/server/access/sso/app-token-cache";
import { fieldOf } from "@minqing/server/access/sso/provider-request";
import { SpentCodes } from "@minqing/server/access/sso/used-codes";
import { describe, expect, test } from "vitest";

test("a field is found by its path, as text, and what names nothing is nothing", () => {
  const answer = { errcode: 0, success: false, data: { user: { id: "s-1", no: 7, name: "", tags: ["a"] } } };
  expect(fieldOf(answer, "errcode")).toBe("0");
  expect(fieldOf(answer, "success")).toBe("false");
  expect(fieldOf(answer, "data.user.id")).toBe("s-1");
  expect(fieldOf(answer, "data.user.no")).toBe("7");
  for (const path of ["data.user.name", "data.user.tags", "data.user", "data.user.id.length", "constructor.name", ""]) {
    expect([path, fieldOf(answer, path)]).toEqual([path, null]);
  }
});

describe("the program's own token", () => {
  /** A platform that gives `t-1`, `t-2`, …, or fails where its turn says so. */
  function storeOf(lifeS: number, failing: readonly number[] = []) {
    let given = 0;
    let nowMs = 0;
    const store = new AppTokenStore(
      async () => {
        given += 1;
        if (failing.includes(given)) throw new Error("away");
        return { value: `t-${given}`, lifeS };
      },
      () => nowMs,
    );
    const pass = (seconds: number) => {
      nowMs += seconds * 1000;
    };
    return { store, pass };
  }

  test("is kept until a minute before its end", async () => {
    const { store, pass } = storeOf(7_200);
    expect(await Promise.all([store.value(), store.value()])).toEqual(["t-1", "t-1"]);
    pass(7_139);
    expect(await store.value()).toBe("t-1");
    pass(1);
    expect(await store.value()).toBe("t-2");
  });

  test("is asked for again after a failure, which everybody who waited is told", async () => {
    const { store } = storeOf(7_200, [1]);
    const both = await Promise.allSettled([store.value(), store.value()]);
    expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await store.value()).toBe("t-2");
  });

  test("that is stale is forgotten, another that came meanwhile is not", async () => {
    const { store } = storeOf(7_200);
    const first = await store.value();
    store.forget(first);
    expect(await store.value()).toBe("t-2");
    store.forget(first);
    expect(await store.value()).toBe("t-2");
  });
});

describe("a code", () => {
  test("counts once, for as long as a browser may come back with it", () => {
    const codes = new SpentCodes();
    expect(codes.spend("a", 0)).toBe(true);
    expect(codes.spend("a", 10 * 60_000)).toBe(false);
    expect(codes.spend("b", 10 * 60_000)).toBe(true);
    expect(codes.spend("a", 15 * 60_000)).toBe(true);
  });

  test("of ten thousand others does not fill the memory", () => {
    const codes = new SpentCodes();
    for (let i = 0; i < 10_001; i += 1) expect(codes.spend(`code-${i}`, 0)).toBe(true);
    expect(codes.spend("code-0", 0)).toBe(true);
    expect(codes.spend("code-10000", 0)).toBe(false);
  });
});
