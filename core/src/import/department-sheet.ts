// Departments (部门) from a sheet: each row becomes a department, or refusals that name their cells.
import { type DepartmentDraft, DepartmentKind } from "../organisation/department.ts";
import { codeIn, idIn, nameIn, validityIn } from "./cells.ts";
import type { Columns } from "./columns.ts";
import type { Sheet } from "./sheet.ts";
import { readUnitSheet, type UnitLines, VALIDITY_COLUMNS } from "./unit-sheet.ts";

export const DEPARTMENT_COLUMNS = {
  id: { zh: "编号", en: "id", isNeeded: true },
  parent: { zh: "上级", en: "parent", isNeeded: true },
  name: { zh: "名称", en: "name", isNeeded: true },
  nameEn: { zh: "英文名", en: "name_en", isNeeded: false },
  kind: { zh: "类别", en: "kind", isNeeded: true },
  region: { zh: "辖区", en: "region", isNeeded: true },
  ...VALIDITY_COLUMNS,
} as const satisfies Columns<string>;

export type DepartmentColumn = keyof typeof DEPARTMENT_COLUMNS;

export const readDepartmentSheet = (sheet: Sheet): UnitLines<DepartmentDraft, DepartmentColumn> =>
  readUnitSheet(sheet, DEPARTMENT_COLUMNS, (at, seen) => {
    const id = idIn(at, "id", seen, "department-id");
    const kind = at.needed("kind");
    if (kind !== "" && !DepartmentKind.safeParse(kind).success) at.refuse("kind", "department-kind", kind);
    const wanted: Partial<DepartmentDraft> = {
      kind,
      regionCode: codeIn(at, "region"),
      parentId: at.text("parent") || null,
      name: nameIn(at, "name", at.needed("name")),
      ...validityIn(at),
    };
    if (at.has("nameEn")) wanted.nameEn = nameIn(at, "nameEn", at.text("nameEn")) || null;
    return { id, wanted };
  });
