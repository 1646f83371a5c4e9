import { describe, expect, test } from "vitest";
import { type SearchData, suggest } from "../../../../web/src/console/search/command-line.ts";
import { sampleCase } from "../sample-case.ts";

const water = {
  id: "w",
  parentId: null,
  name: "陆丰市水务局",
  nameEn: "Lufeng Water",
  kind: "water",
  regionCode: "441581",
  validTo: null,
};
const town = {
  code: "441581101",
  parentCode: "441581",
  level: "town",
  kind: "admin",
  name: "东海街道",
  nameEn: "Donghai",
  population: 0,
  households: 0,
  areaM2: 0,
  bbox: [0, 0, 0, 0],
  labelPoint: [0, 0],
  synthetic: true,
} satisfies SearchData["regions"][number];

const data: SearchData = {
  cases: [
    sampleCase({ id: "a", number: "0911-0187" }),
    sampleCase({ id: "b", number: "0911-0188", status: "handling" }),
  ],
  departments: [water],
  regions: [town],
  selected: null,
};

const did = (line: string, more: Partial<SearchData> = {}) =>
  suggest(line, { ...data, ...more }, 5).map((suggestion) =>
    suggestion.does === "narrow" ? `narrow ${suggestion.region.code}` : `${suggestion.does} ${suggestion.row.id}`,
  );

describe("the command line", () => {
  test("part of a case finds it", () => {
    expect(did("0187")).toEqual(["select a"]);
    expect(did("积水")).toEqual(["select a", "select b"]);
    expect(did("")).toEqual([]);
  });

  test("a dispatch names a unit and the end of a number, in Chinese or by initials", () => {
    expect(did("pq 水务 0187")).toEqual(["dispatch a"]);
    expect(did("派遣 水务 0187")).toEqual(["dispatch a"]);
  });

  test("a dispatch without a number means the selected case", () => {
    expect(did("pq 水务", { selected: sampleCase({ id: "s" }) })).toEqual(["dispatch s"]);
    expect(did("pq 水务")).toEqual([]);
  });

  test("a case that does not wait for dispatch is not offered", () => {
    expect(did("pq 水务 0188")).toEqual([]);
  });

  test("a town narrows the list", () => {
    expect(did("tz 东海")).toEqual(["narrow 441581101"]);
    expect(did("Donghai")).toEqual(["narrow 441581101"]);
  });
});
