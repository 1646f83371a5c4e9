import { maskPhone } from "@minqing/core/privacy/mask";
import { expect, test } from "vitest";

test("a telephone number keeps its first three and its last four digits", () => {
  expect(maskPhone("13812341234")).toBe("138****1234");
  expect(maskPhone("  13812341234 ")).toBe("138****1234");
  expect(maskPhone("+8613812341234")).toBe("+86****1234");
});

test("what is masked already stays as it is", () => {
  expect(maskPhone("138****1234")).toBe("138****1234");
});

test("of a number that is too short to hide anything in, nothing is shown", () => {
  for (const short of ["1234567", "110", "1"]) expect(maskPhone(short)).toBe("****");
  expect(maskPhone("")).toBe("");
});
