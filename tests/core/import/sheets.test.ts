import { ROLES } from "@minqing/core/access/account";
import { ROLE_NAMES_ZH, roleNamed } from "@minqing/core/access/role-names";
import { planAccounts } from "@minqing/core/import/account-plan";
import { readAccountSheet } from "@minqing/core/import/account-sheet";
import { readDepartmentSheet } from "@minqing/core/import/department-sheet";
import { type Cell, cellName, numbered, sheetOf } from "@minqing/core/import/sheet";
import { EXPECTED } from "@minqing/core/import/validation-issue";
import { describe, expect, test } from "vitest";
import zh from "../../../web/src/i18n/zh-CN/access.json" with { type: "json" };
import { deepFreeze } from "../deep-freeze.ts";

const HEADER = ["账号", "姓名", "角色", "辖区"];
const read = (...rows: Cell[][]) => readAccountSheet(deepFreeze(sheetOf(numbered(rows))));
const reasons = (issues: readonly { cell: string; reason: string }[]) =>
  issues.map(({ cell, reason }) => [cell, reason]);

describe("a sheet", () => {
  test("names its cells as a spreadsheet does", () => {
    expect([0, 1, 25, 26, 27, 701, 702].map((column) => cellName(column, 5))).toEqual([
      "A5",
      "B5",
      "Z5",
      "AA5",
      "AB5",
      "ZZ5",
      "AAA5",
    ]);
  });

  test("keeps the numbers of its rows when there are empty ones between them", () => {
    expect(sheetOf(numbered([["a"], ["", " "], ["x"], []])).rows).toEqual([{ row: 3, cells: ["x"] }]);
  });
});

describe("columns", () => {
  test("are found under either name, in any order, width and case", () => {
    const { lines, issues } = read(["ROLES", " 辖 区", "User Name", "姓名"], ["leader", "441521", "wang", "王"]);
    expect(issues).toEqual([]);
    expect(lines.map(({ username, values }) => [username, values])).toEqual([
      ["wang", { displayName: "王", roles: ["leader"], regionCodes: ["441521"] }],
    ]);
  });

  test("that are missing, unknown or duplicate are issues before any row is read", () => {
    const { lines, issues } = read(["账号", "username", "姓名", "电话", "角色"], ["BAD", "", "", "", ""]);
    expect(reasons(issues)).toEqual([
      ["B1", "column-twice"],
      ["D1", "column-unknown"],
      ["F1", "column-missing"],
    ]);
    expect(issues[2]).toMatchObject({ column: "辖区", expected: EXPECTED["column-missing"] });
    expect(lines).toEqual([]);
  });

  test("are all missing in an empty file", () => {
    expect(reasons(read().issues)).toEqual(Array(4).fill(["A1", "column-missing"]));
  });
});

describe("rows", () => {
  test("keep codes as text and roles by name or key, whatever separates them", () => {
    const { lines, issues } = read(HEADER, ["0012", "某", "12345话务员；supervisor、值班长", "441521\n441581101"]);
    expect(issues).toEqual([]);
    expect(lines[0]).toMatchObject({
      username: "0012",
      values: { roles: ["hotline_agent", "supervisor"], regionCodes: ["441521", "441581101"] },
    });
  });

  test("with a number or a date that lost what was typed give an issue of their own", () => {
    const { issues } = read(
      HEADER,
      ["a1", "某", "leader", { lost: "441521101201001000" }],
      ["a2", "某", "leader", "4.41521E+17"],
      [{ lost: "2026-01-01" }, "某", "leader", "441521"],
    );
    expect(reasons(issues)).toEqual([
      ["D2", "digits-lost"],
      ["D3", "digits-lost"],
      ["A4", "digits-lost"],
    ]);
    expect(issues[0]?.got).toBe("441521101201001000");
  });

  test("with values outside of the columns, only separators, or one account twice give issues", () => {
    const { issues } = read(HEADER, ["a1", "某", "、", "441521", "stray"], ["a1", "某".repeat(65), "leader", "441521"]);
    expect(reasons(issues)).toEqual([
      ["E2", "outside-columns"],
      ["C2", "empty"],
      ["A3", "twice"],
      ["B3", "too-long"],
    ]);
  });

  test("show an invalid value in their issue, shortened", () => {
    const [issue] = read(HEADER, ["X".repeat(300), "某", "leader", "441521"]).issues;
    expect(issue?.got).toBe(`${"X".repeat(80)}…`);
  });
});

describe("roles", () => {
  test("have one Chinese name each, the one that pages show", () => {
    for (const role of ROLES) {
      expect([role, ROLE_NAMES_ZH[role]]).toEqual([role, zh[`role.${role}`]]);
      expect(roleNamed(` ${ROLE_NAMES_ZH[role]} `)).toBe(role);
      expect(roleNamed(role.toUpperCase())).toBe(role);
    }
    expect(roleNamed("市长")).toBeNull();
  });
});

test("one file can remove one of two administrators of a kind, but not both", () => {
  const sheet = (...names: string[]) => read(HEADER, ...names.map((name) => [name, "某", "leader", "441521"])).lines;
  const known = {
    accounts: new Map(),
    administrators: new Map([
      ["one", ["audit_administrator" as const]],
      ["two", ["audit_administrator" as const]],
    ]),
    regions: new Set(["441521"]),
    departments: new Set<string>(),
    reaches: new Set<string>(),
  };
  expect(planAccounts(sheet("one"), known, "me").issues).toEqual([]);
  expect(reasons(planAccounts(sheet("one", "two"), known, "me").issues)).toEqual([
    ["C2", "last-administrator"],
    ["C3", "last-administrator"],
  ]);
});

test("a department keeps its English name if the file has no column for it", () => {
  const header = ["编号", "上级", "名称", "类别", "辖区"];
  const row = ["441521-water", "", "水务局", "water", "441521"];
  const valuesOf = (rows: Cell[][]) => readDepartmentSheet(sheetOf(numbered(rows))).lines[0]?.values;
  expect(valuesOf([header, row])).not.toHaveProperty("nameEn");
  expect(
    valuesOf([
      [...header, "name_en"],
      [...row, ""],
    ]),
  ).toMatchObject({ nameEn: null, parentId: null });
});
