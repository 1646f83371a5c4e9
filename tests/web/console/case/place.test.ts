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

describe("a place in words", () => {
  test("from the county down, the county as people say it", () => {
    const placed = { regionCode: "441581101201003", regionName: "东海街道 南堤社区" };
    expect(placeText(placed, regions, "zh-CN")).toBe("陆丰・东海街道・南堤社区");
  });

  test("in English as far as there are English names", () => {
    const placed = { regionCode: "441581101201", regionName: "东海街道 南堤社区" };
    expect(placeText(placed, regions, "en")).toBe("Lufeng · Donghai · 南堤社区");
  });

  test("a county or city that stands for its own name is not said as a code", () => {
    expect(placeText({ regionCode: "441581", regionName: "441581" }, regions, "zh-CN")).toBe("陆丰");
    expect(placeText({ regionCode: "441500", regionName: "441500" }, regions, "zh-CN")).toBe("");
  });

  test("a village or community is said as people say it", () => {
    const said = (village: string) =>
      placeText({ regionCode: "441581101201", regionName: `东海街道 ${village}` }, regions, "zh-CN")
        .split("・")
        .at(-1);
    expect(["优冲村民委员会", "安北村委会", "联兴社区居民委员会", "香洲社区居委会", "蕉坑村"].map(said)).toEqual([
      "优冲村",
      "安北村",
      "联兴社区",
      "香洲社区",
      "蕉坑村",
    ]);
  });

  test("before the regions are read the data's own names are used", () => {
    const placed = { regionCode: "441581101201003", regionName: "东海街道 南堤社区" };
    expect(placeText(placed, new Map(), "en")).toBe("东海街道 · 南堤社区");
  });
});
