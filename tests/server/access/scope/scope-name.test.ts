import { compileScope, scopeKey } from "@minqing/core/access/scope";
import { scopeName } from "@minqing/server/access/scope/scope-name";
import { expect, test } from "vitest";

const units = (count: number) =>
  compileScope(["441500"], [], { departments: Array.from({ length: count }, (_, n) => `unit-${n}`) });

test("a scope is named by its text, one with thousands of units by a name that fits into an address", () => {
  expect(scopeName(units(3))).toBe(scopeKey(units(3)));
  expect(scopeName(units(3000)).length).toBeLessThan(100);
  expect(scopeName(units(3000))).not.toBe(scopeName(units(3001)));
  expect(scopeName(units(3000))).toBe(scopeName(units(3000)));
});
