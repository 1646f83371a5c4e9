import { caseNumber, dayInChina } from "@minqing/server/case/case-number";
import { expect, test } from "vitest";

test("a day begins at midnight in China", () => {
  expect(dayInChina(new Date("2026-09-10T15:59:59Z"))).toBe("2026-09-10");
  expect(dayInChina(new Date("2026-09-10T16:00:00Z"))).toBe("2026-09-11");
});

test("a number is month, day and serial, and grows beyond four digits", () => {
  expect(caseNumber("2026-09-11", 187)).toBe("0911-0187");
  expect(caseNumber("2026-09-11", 12_345)).toBe("0911-12345");
});
