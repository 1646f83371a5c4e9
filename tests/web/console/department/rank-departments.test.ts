import { describe, expect, test } from "vitest";
import {
  departmentsInForce,
  nearness,
  rankDepartments,
  searchDepartments,
} from "../../../../web/src/console/department/rank-departments.ts";
import { sampleCase } from "../sample-case.ts";

const department = (id: string, kind: string, regionCode: string, name = id) => ({
  id,
  parentId: null,
  name,
  nameEn: null,
  kind,
  regionCode,
  validTo: null as string | null,
});

const DEPARTMENTS = [
  department("command", "command", "441500"),
  department("city-water", "water", "441500", "汕尾市水务局"),
  department("lufeng-water", "water", "441581", "陆丰市水务局"),
  department("haifeng-water", "water", "441521", "海丰县水务局"),
  department("donghai-grid", "grid", "441581101", "东海综治网格中心"),
  department("lufeng-sanitation", "sanitation", "441581", "陆丰市环卫所"),
];

const target = sampleCase({ regionCode: "441581101201003", category: "0506" });
const rank = (openCases: ReturnType<typeof sampleCase>[] = []) =>
  rankDepartments(DEPARTMENTS, target, { departmentKind: "water", openCases });

test("a department receives no dispatch from the day on which it ends", () => {
  const [unit = department("x", "water", "441500")] = DEPARTMENTS;
  const ending = { ...unit, validTo: "2026-09-12" };
  const idsAt = (at: string) => departmentsInForce([unit, ending], Date.parse(at)).length;
  expect(idsAt("2026-09-11T23:59:00+08:00")).toBe(2);
  expect(idsAt("2026-09-12T00:00:00+08:00")).toBe(1);
});

describe("the departments for a dispatch", () => {
  test("those in charge come first, the nearest before others; other counties last; the command centre never", () => {
    expect(rank().map((entry) => entry.department.id)).toEqual([
      "lufeng-water",
      "city-water",
      "donghai-grid",
      "lufeng-sanitation",
      "haifeng-water",
    ]);
  });

  test("workload counts dispatched cases that are not done, without this case itself", () => {
    const work = rank([
      sampleCase({ id: "a", status: "handling", departmentId: "lufeng-water", category: "0506" }),
      sampleCase({ id: "b", status: "dispatched", departmentId: "lufeng-water", category: "0101" }),
      sampleCase({ id: "c", status: "handled", departmentId: "lufeng-water" }),
      sampleCase({ id: target.id, status: "dispatched", departmentId: "lufeng-water" }),
    ]).find((entry) => entry.department.id === "lufeng-water");
    expect(work).toMatchObject({ workload: 2, sameCategory: 1, isInCharge: true, nearness: "county" });
  });

  test("less work goes first when all else is equal", () => {
    const pair = [department("busy", "water", "441581"), department("free", "water", "441581")];
    const openCases = [sampleCase({ id: "a", status: "handling", departmentId: "busy" })];
    const ranked = rankDepartments(pair, target, { departmentKind: "water", openCases });
    expect(ranked.map((entry) => entry.department.id)).toEqual(["free", "busy"]);
  });

  test("nearness is the smallest area of the department that contains the case", () => {
    expect(nearness("441581101", target.regionCode)).toBe("town");
    expect(nearness("441581", target.regionCode)).toBe("county");
    expect(nearness("441500", target.regionCode)).toBe("city");
    expect(nearness("441521", target.regionCode)).toBe("elsewhere");
  });

  test("part of a name finds it", () => {
    expect(searchDepartments(rank(), "海丰 水务").map((entry) => entry.department.id)).toEqual(["haifeng-water"]);
  });
});
