// Reads departments (部门) from a sheet: each row becomes a department, or issues that name their cells.
import { type DepartmentDraft, DepartmentKind } from "../organisation/department.ts";
import { codeIn, idIn, nameIn, validityIn } from "./cells.ts";
import type { Columns } from "./columns.ts";
import type { Sheet } from "./sheet.ts";
import { readUnitSheet, type UnitLines, VALIDITY_COLUMNS } from "./unit-sheet.ts";

export const DEPARTMENT_COLUMNS = {
  id: { zh: "编号", en: "id", isRequired: true },
  parent: { zh: "上级", en: "parent", isRequired: true },
  name: { zh: "名称", en: "name", isRequired: true },
  nameEn: { zh: "英文名", en: "name_en", isRequired: false },
  kind: { zh: "类别", en: "kind", isRequired: true },
  region: { zh: "辖区", en: "region", isRequired: true },
  ...VALIDITY_COLUMNS,
} as const satisfies Columns<string>;

export type DepartmentColumn = keyof typeof DEPARTMENT_COLUMNS;

export const readDepartmentSheet = (sheet: Sheet): UnitLines<DepartmentDraft, DepartmentColumn> =>
  readUnitSheet(sheet, DEPARTMENT_COLUMNS, (at, seen) => {
    const id = idIn(at, "id", seen, "department-id");
    const kind = at.required("kind");
    if (kind !== "" && !DepartmentKind.safeParse(kind).success) at.addIssue("kind", "department-kind", kind);
    const values: Partial<DepartmentDraft> = {
      kind,
      regionCode: codeIn(at, "region"),
      parentId: at.text("parent") || null,
      name: nameIn(at, "name", at.required("name")),
      ...validityIn(at),
    };
    if (at.has("nameEn")) values.nameEn = nameIn(at, "nameEn", at.text("nameEn")) || null;
    return { id, values };
  });
