import { readAccountSheet } from "@minqing/core/import/account-sheet";
import { readDepartmentSheet } from "@minqing/core/import/department-sheet";
import { readGridSheet } from "@minqing/core/import/grid-sheet";
import { readRegionSheet } from "@minqing/core/import/region-sheet";
import { IMPORT_KINDS } from "@minqing/core/import/report";
import { readPersonSheet, readPostSheet, readShiftSheet } from "@minqing/core/import/staff-sheets";
import { readSheet } from "@minqing/server/import/read-sheet";
import { expect, test } from "vitest";
import { columnsOf, passwordText, templateText } from "../../../web/src/admin/import/sheet-text.ts";

test("a template has the columns of its kind and is read back without an issue", async () => {
  const read = {
    accounts: readAccountSheet,
    departments: readDepartmentSheet,
    posts: readPostSheet,
    people: readPersonSheet,
    shifts: readShiftSheet,
    regions: readRegionSheet,
    grids: readGridSheet,
  };
  for (const kind of IMPORT_KINDS) {
    const sheet = await readSheet(new TextEncoder().encode(templateText(kind)));
    expect(sheet.header).toHaveLength(columnsOf(kind).length);
    expect(read[kind](sheet)).toEqual({ lines: [], issues: [] });
  }
});

test("first passwords are a sheet that spreadsheets recognise as UTF-8", () => {
  expect(passwordText([{ username: "a1", password: "aA1-x" }])).toBe("\ufeff账号,首次密码\r\na1,aA1-x\r\n");
});
