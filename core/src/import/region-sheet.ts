// Reads regions (区划) from a sheet: codes, names, the regions that run them, validity. A sheet holds no outlines.
import type { RegionRequest } from "../organisation/new-region-issues.ts";
import { REGION_KINDS, type RegionKind } from "../organisation/region.ts";
import { RegionCode, type RegionLevel } from "../region/codes.ts";
import { nameIn, validityIn } from "./cells.ts";
import { type Columns, looksRounded, partsOf, type RowReader } from "./columns.ts";
import type { Sheet } from "./sheet.ts";
import { readUnitSheet, type UnitLines, VALIDITY_COLUMNS } from "./unit-sheet.ts";

export const REGION_COLUMNS = {
  code: { zh: "代码", en: "code", isRequired: true },
  name: { zh: "名称", en: "name", isRequired: true },
  nameEn: { zh: "英文名", en: "name_en", isRequired: false },
  level: { zh: "级别", en: "level", isRequired: true },
  kind: { zh: "类型", en: "kind", isRequired: false },
  parent: { zh: "统计上级", en: "parent", isRequired: true },
  management: { zh: "管理上级", en: "management_parent", isRequired: false },
  follows: { zh: "沿用", en: "follows", isRequired: false },
  ...VALIDITY_COLUMNS,
} as const satisfies Columns<string>;

export type RegionColumn = keyof typeof REGION_COLUMNS;

const LEVELS: Readonly<Record<string, RegionLevel>> = {
  city: "city",
  county: "county",
  town: "town",
  village: "village",
  grid: "grid",
  市: "city",
  县: "county",
  区县: "county",
  镇: "town",
  镇街: "town",
  乡镇: "town",
  村: "village",
  村居: "village",
  网格: "grid",
};

const KINDS: Readonly<Record<string, RegionKind>> = {
  admin: "admin",
  town_like: "town_like",
  zone: "zone",
  行政区划: "admin",
  类似乡级单位: "town_like",
  功能区: "zone",
};

type At = RowReader<RegionColumn>;

function oneOf<Value extends string>(
  at: At,
  key: "level" | "kind",
  values: Readonly<Record<string, Value>>,
  otherwise: Value,
): Value {
  const text = at.text(key);
  const value = values[text.toLowerCase()];
  if (value === undefined && text !== "") at.addIssue(key, key === "level" ? "region-level" : "region-kind", text);
  return value ?? otherwise;
}

export function codesIn<Key extends string>(at: RowReader<Key>, key: Key, text: string): RegionCode[] {
  return partsOf(text).flatMap((part) => {
    const code = RegionCode.safeParse(part);
    if (code.success) return [code.data];
    at.addIssue(key, looksRounded(part) ? "digits-lost" : "region-code", part);
    return [];
  });
}

export const readRegionSheet = (sheet: Sheet): UnitLines<RegionRequest, RegionColumn> =>
  readUnitSheet(sheet, REGION_COLUMNS, (at, seen) => {
    const [id = ""] = codesIn(at, "code", at.required("code"));
    if (id !== "" && seen.has(id)) at.addIssue("code", "twice", id);
    seen.add(id);
    if (at.text("level") === "") at.addIssue("level", "empty", "");
    const values: Partial<RegionRequest> = {
      name: nameIn(at, "name", at.required("name")),
      level: oneOf(at, "level", LEVELS, "village"),
      parentCode: codesIn(at, "parent", at.text("parent"))[0] ?? null,
      ...validityIn(at),
    };
    if (at.has("nameEn")) values.nameEn = nameIn(at, "nameEn", at.text("nameEn")) || null;
    if (at.has("kind")) values.kind = oneOf(at, "kind", KINDS, REGION_KINDS[0]);
    if (at.has("management")) values.managementParentCode = codesIn(at, "management", at.text("management"))[0] ?? null;
    if (at.has("follows")) values.follows = codesIn(at, "follows", at.text("follows"));
    return { id, values };
  });
