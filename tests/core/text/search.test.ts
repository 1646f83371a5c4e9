import { matcherFor } from "@minqing/core/text/search";
import { expect, test } from "vitest";

test.each([
  ["", true],
  ["   ", true],
  ["ｄｏｎｇｃｈｏｎｇ", true],
  ["DONGCHONG 内涝", true],
  ["东涌\u200b镇", true],
  ["东涌\u3000内涝", true],
  ["东涌 火灾", false],
])("%j finds the row: %s", (text, isFound) => {
  expect(matcherFor(text)("东涌镇", "Dongchong", null, "内涝")).toBe(isFound);
});

test("a term does not reach across two texts", () => {
  expect(matcherFor("镇内")("东涌镇", "内涝")).toBe(false);
});
