// A department (部门): the command centre, a bureau (局), its county bureau, its station (站). A department is ended, never
// deleted.
import { z } from "zod";
import { RegionCode } from "../region/codes.ts";
import { UnitId, UnitName, Versioned } from "./unit.ts";
import { Validity } from "./validity.ts";

export const DepartmentKind = z
  .string()
  .regex(/^[a-z][a-z_]{0,31}$/, "expected a-z and underscore, as urban_management");

/** Setting with the names of the kinds; a kind without a name is shown by its code. */
export const DEPARTMENT_KINDS_KEY = "organisation.department_kinds";

export const NamedDepartmentKind = z
  .object({
    code: z.string(),
    nameZh: z.string(),
    nameEn: z.string(),
    /** Name of an icon; null, or one that the page does not have, is drawn as the neutral icon. */
    icon: z.string().nullable().default(null),
  })
  .meta({ id: "NamedDepartmentKind" });
export type NamedDepartmentKind = z.infer<typeof NamedDepartmentKind>;

export const DepartmentKinds = z
  .array(NamedDepartmentKind)
  .refine((kinds) => new Set(kinds.map(({ code }) => code)).size === kinds.length, "expected each code once");

export const DepartmentDraft = z
  .object({
    parentId: UnitId.nullable(),
    name: UnitName,
    nameEn: UnitName.nullable(),
    kind: DepartmentKind,
    regionCode: RegionCode,
    ...Validity.shape,
  })
  .meta({ id: "DepartmentDraft" });
export type DepartmentDraft = z.infer<typeof DepartmentDraft>;

/** As it is stored: a row that no form would accept today is shown all the same. */
export const DepartmentState = z.object({
  parentId: z.string().nullable(),
  name: z.string(),
  nameEn: z.string().nullable(),
  kind: z.string(),
  regionCode: z.string(),
  ...Validity.shape,
});
export type DepartmentState = z.infer<typeof DepartmentState>;

export const DepartmentRecord = DepartmentState.extend({
  id: z.string(),
  ...Versioned.shape,
  synthetic: z.boolean(),
  /** Number of people in it today. */
  people: z.number().int(),
}).meta({ id: "DepartmentRecord" });
export type DepartmentRecord = z.infer<typeof DepartmentRecord>;
