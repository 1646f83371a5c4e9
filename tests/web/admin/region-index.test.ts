import type { RegionView } from "@minqing/core/region/region";
import { describe, expect, test } from "vitest";
import { findRegions, pathOf, placeOf, regionIndex } from "../../../web/src/admin/account/region-index.ts";

const region = (code: string, parentCode: string | null, level: RegionView["level"], name: string, nameEn: string) => ({
  code,
  parentCode,
  level,
  name,
  nameEn,
  kind: "admin" as const,
  population: 0,
  households: 0,
  areaM2: 1,
  bbox: [0, 0, 1, 1] as RegionView["bbox"],
  labelPoint: [0, 0] as RegionView["labelPoint"],
  synthetic: true,
});

const INDEX = regionIndex([
  region("441521101201", "441521101", "village", "梅陇村民委员会", "Meilong Village"),
  region("441521101", "441521", "town", "梅陇镇", "Meilong Town"),
  region("441521", "441500", "county", "海丰县", "Haifeng County"),
  region("441500", null, "city", "汕尾市", "Shanwei"),
]);
const zh = (name: string) => name;

describe("finding a region", () => {
  test("lists children, and the path from the city", () => {
    expect(INDEX.children.get("441500")?.map(({ code }) => code)).toEqual(["441521"]);
    expect(pathOf(INDEX, "441521101201").map(({ level }) => level)).toEqual(["city", "county", "town", "village"]);
  });

  test("finds by the beginning of the code, by Chinese and by English name; larger regions first", () => {
    const codes = (text: string) => findRegions(INDEX, text).map(({ code }) => code);
    expect(codes("441521101")).toEqual(["441521101", "441521101201"]);
    expect(codes("梅陇")).toEqual(["441521101", "441521101201"]);
    expect(codes("haifeng")).toEqual(["441521"]);
    expect(codes("陇镇")).toEqual(["441521101"]);
    expect(codes(" ")).toEqual([]);
  });

  test("names a place without its city, and a grid cell by its number", () => {
    expect(placeOf(INDEX, "441521101201", zh)).toBe("海丰县 · 梅陇镇 · 梅陇村民委员会");
    expect(placeOf(INDEX, "441521101201007", zh)).toBe("海丰县 · 梅陇镇 · 梅陇村民委员会 · 007");
    expect(placeOf(INDEX, "441500", zh)).toBe("汕尾市");
  });

  test("shows the code of an unknown region after the names of larger ones", () => {
    expect(placeOf(INDEX, "441599", zh)).toBe("441599");
    expect(placeOf(INDEX, "441521199", zh)).toBe("海丰县 · 441521199");
    expect(placeOf(INDEX, "441521199201001", zh)).toBe("海丰县 · 441521199201001");
    expect(placeOf(INDEX, "440500", zh)).toBe("440500");
  });
});
