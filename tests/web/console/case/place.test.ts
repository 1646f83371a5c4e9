import type { RegionView } from "@minqing/core/region/region";
import { describe, expect, test } from "vitest";
import { placeText } from "../../../../web/src/console/case/place.ts";

const region = (code: string, name: string, nameEn: string): [string, RegionView] => [
  code,
  {
    code,
    parentCode: null,
    level: code.length === 6 ? "county" : "town",
    kind: "admin",
    name,
    nameEn,
    population: 0,
    households: 0,
    areaM2: 0,
    bbox: [0, 0, 0, 0],
    labelPoint: [0, 0],
    synthetic: true,
  },
];

const regions = new Map([region("441581", "陆丰市", "Lufeng"), region("441581101", "东海街道", "Donghai")]);

describe("the name of a place", () => {
  test("begins with the county, in its short form", () => {
    const placed = { regionCode: "441581101201003", regionName: "东海街道 南堤社区" };
    expect(placeText(placed, regions, "zh-CN")).toBe("陆丰・东海街道・南堤社区");
  });

  test("uses English names where they exist", () => {
    const placed = { regionCode: "441581101201", regionName: "东海街道 南堤社区" };
    expect(placeText(placed, regions, "en")).toBe("Lufeng · Donghai · 南堤社区");
  });

  test("does not contain the code of a county or city without a name", () => {
    expect(placeText({ regionCode: "441581", regionName: "441581" }, regions, "zh-CN")).toBe("陆丰");
    expect(placeText({ regionCode: "441500", regionName: "441500" }, regions, "zh-CN")).toBe("");
  });

  test("uses the short form of a village or community", () => {
    const shortName = (village: string) =>
      placeText({ regionCode: "441581101201", regionName: `东海街道 ${village}` }, regions, "zh-CN")
        .split("・")
        .at(-1);
    expect(["优冲村民委员会", "安北村委会", "联兴社区居民委员会", "香洲社区居委会", "蕉坑村"].map(shortName)).toEqual([
      "优冲村",
      "安北村",
      "联兴社区",
      "香洲社区",
      "蕉坑村",
    ]);
  });

  test("uses the names of the data until the regions are read", () => {
    const placed = { regionCode: "441581101201003", regionName: "东海街道 南堤社区" };
    expect(placeText(placed, new Map(), "en")).toBe("东海街道 · 南堤社区");
  });
});
