import { drawAt, fnv1a, streamFor } from "@minqing/core/random/stream";
import { expect, test } from "vitest";

test("FNV-1a gives its published values", () => {
  expect(fnv1a("")).toBe(0x811c9dc5);
  expect(fnv1a("a")).toBe(0xe40c292c);
  expect(fnv1a("foobar")).toBe(0xbf9cf968);
});

test("a number drawn by its index is the number of the stream at this index", () => {
  const next = streamFor("seed", "441502");
  expect([0, 1, 2].map((index) => drawAt("seed", "441502", index))).toEqual([next(), next(), next()]);
});
