import { describe, expect, test } from "vitest";
import {
  type CaseFilter,
  filterCases,
  isFiltering,
  NO_FILTER,
  readFilter,
  writeFilter,
} from "../../../../web/src/console/case/case-filter.ts";
import { sampleCase } from "../sample-case.ts";

const rows = [
  sampleCase({ id: "flood", priority: 1, regionCode: "441581101201003" }),
  sampleCase({
    id: "lamp",
    number: "0911-0188",
    title: "路灯不亮",
    priority: 4,
    category: "0137",
    categoryNameZh: "路灯不亮",
    regionCode: "441521102003001",
  }),
];

const ids = (filter: Partial<CaseFilter>) => filterCases(rows, { ...NO_FILTER, ...filter }).map(({ id }) => id);

describe("filtering cases", () => {
  test("without a filter all cases remain", () => {
    expect(ids({})).toEqual(["flood", "lamp"]);
    expect(isFiltering(NO_FILTER)).toBe(false);
  });

  test("by priority, category and status", () => {
    expect(ids({ priorities: [1, 2] })).toEqual(["flood"]);
    expect(ids({ category: "0137" })).toEqual(["lamp"]);
    expect(ids({ status: "closed" })).toEqual([]);
  });

  test("a county contains the cases of its towns, a city all cases", () => {
    expect(ids({ region: "441521" })).toEqual(["lamp"]);
    expect(ids({ region: "441581101" })).toEqual(["flood"]);
    expect(ids({ region: "441500" })).toEqual(["flood", "lamp"]);
  });

  test("every term must occur in some column", () => {
    expect(ids({ text: "0187 积水" })).toEqual(["flood"]);
    expect(ids({ text: "积水 路灯" })).toEqual([]);
    expect(ids({ text: "  " })).toEqual(["flood", "lamp"]);
  });

  test("a filter survives the address, and invalid values in the address are ignored", () => {
    const filter: CaseFilter = {
      priorities: [1, 3],
      status: "handling",
      region: "441581",
      category: "0506",
      text: "南堤",
    };
    const query = new URLSearchParams();
    writeFilter(filter, query);
    expect(readFilter(query)).toEqual(filter);
    expect(readFilter(new URLSearchParams("p=9x&status=lost&region=12"))).toEqual(NO_FILTER);
  });
});
