import { caseNumber } from "@minqing/core/case/case-number";
import { expect, test } from "vitest";

test("a number is month, day and serial, and grows beyond four digits", () => {
  expect(caseNumber("2026-09-11", 187)).toBe("0911-0187");
  expect(caseNumber("2026-09-11", 12_345)).toBe("0911-12345");
});
