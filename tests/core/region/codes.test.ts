import {
  parentRegion,
  RegionCode,
  regionAround,
  regionLevel,
  regionPath,
  regionPrefix,
} from "@minqing/core/region/codes";
import { expect, test } from "vitest";

test("the length of a code determines its level", () => {
  expect(["441500", "441502", "441502001", "441502001002", "441502001002003"].map(regionLevel)).toEqual([
    "city",
    "county",
    "town",
    "village",
    "grid",
  ]);
});

test("the path leads from the city down", () => {
  expect(regionPath("441502001002003")).toEqual(["441500", "441502", "441502001", "441502001002", "441502001002003"]);
  expect(parentRegion("441500")).toBeNull();
});

test("a city's prefix is four digits, so that its counties begin with it", () => {
  expect(regionPrefix("441500")).toBe("4415");
  expect(regionPrefix("441502")).toBe("441502");
});

test("a code of another length is rejected with expected and got", () => {
  expect(() => regionLevel("4415021")).toThrow('expected a region code of 6, 9, 12 or 15 digits, got "4415021"');
  expect(RegionCode.safeParse("44150200a").success).toBe(false);
});

test("the smallest region around several codes is the deepest that contains them all", () => {
  expect(regionAround(["441521"])).toBe("441521");
  expect(regionAround(["441521001", "441521002003"])).toBe("441521");
  expect(regionAround(["441521001", "441502"])).toBe("441500");
  expect(regionAround(["441500", "441502"])).toBe("441500");
  expect(regionAround(["441502", "440511"])).toBeNull();
  expect(regionAround([])).toBeNull();
});
