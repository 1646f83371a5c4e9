// Departments from a sheet: each row becomes a department, or refusals that name their cells.

import { RegionCode } from "../region/codes.ts";
import type { DepartmentView } from "../region/region.ts";
import { type Columns, findColumns, looksRounded, RowReader } from "./columns.ts";
import type { Refusal } from "./refusal.ts";
import type { Sheet } from "./sheet.ts";

export const DEPARTMENT_COLUMNS = {
  id: { zh: "编号", en: "id", isNeeded: true },
  parent: { zh: "上级", en: "parent", isNeeded: true },
  name: { zh: "名称", en: "name", isNeeded: true },
  nameEn: { zh: "英文名", en: "name_en", isNeeded: false },
  kind: { zh: "类别", en: "kind", isNeeded: true },
  region: { zh: "辖区", en: "region", isNeeded: true },
} as const satisfies Columns<string>;

export type DepartmentColumn = keyof typeof DEPARTMENT_COLUMNS;

const ID = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const KIND = /^[a-z][a-z_]{0,31}$/;
const LONGEST_NAME = 64;

/** Without a column of English names, a department that exists keeps the one it has. */
export type WantedDepartment = Omit<DepartmentView, "nameEn"> & Partial<Pick<DepartmentView, "nameEn">>;

export interface DepartmentLine {
  wanted: WantedDepartment;
  at: RowReader<DepartmentColumn>;
}

export function readDepartmentSheet(sheet: Sheet): { lines: DepartmentLine[]; refused: Refusal[] } {
  const { places, refused } = findColumns(sheet, DEPARTMENT_COLUMNS);
  if (refused.length > 0) return { lines: [], refused };
  const seen = new Set<string>();
  const lines = sheet.rows.map((row) => departmentLine(new RowReader(sheet, places, row), seen));
  return { lines, refused: lines.flatMap(({ at }) => at.refused) };
}

function departmentLine(at: RowReader<DepartmentColumn>, seen: Set<string>): DepartmentLine {
  const id = at.needed("id");
  if (id !== "" && !ID.test(id)) at.refuse("id", "department-id", id);
  else if (seen.has(id)) at.refuse("id", "twice", id);
  if (id !== "") seen.add(id);
  const kind = at.needed("kind");
  if (kind !== "" && !KIND.test(kind)) at.refuse("kind", "department-kind", kind);
  const wanted: WantedDepartment = {
    ...{ id, kind, regionCode: codeIn(at), parentId: at.text("parent") || null },
    name: nameIn(at, "name", at.needed("name")),
  };
  if (at.has("nameEn")) wanted.nameEn = nameIn(at, "nameEn", at.text("nameEn")) || null;
  return { wanted, at };
}

function nameIn(at: RowReader<DepartmentColumn>, key: "name" | "nameEn", name: string): string {
  if (name.length > LONGEST_NAME) at.refuse(key, "too-long", name);
  return name;
}

/** "" when it is refused. */
function codeIn(at: RowReader<DepartmentColumn>): string {
  const code = at.needed("region");
  if (code === "" || RegionCode.safeParse(code).success) return code;
  at.refuse("region", looksRounded(code) ? "digits-lost" : "region-code", code);
  return "";
}
