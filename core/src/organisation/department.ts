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

export const NamedDepartmentKind = z.object({ code: DepartmentKind, nameZh: UnitName, nameEn: UnitName });
export type NamedDepartmentKind = z.infer<typeof NamedDepartmentKind>;

export const DepartmentKinds = z
  .array(NamedDepartmentKind)
  .refine((kinds) => new Set(kinds.map(({ code }) => code)).size === kinds.length, "expected each code once");

export const DepartmentDraft = z.object({
  parentId: UnitId.nullable(),
  name: UnitName,
  nameEn: UnitName.nullable(),
  kind: DepartmentKind,
  regionCode: RegionCode,
  ...Validity.shape,
});
export type DepartmentDraft = z.infer<typeof DepartmentDraft>;

export const DepartmentRecord = DepartmentDraft.extend({
  id: z.string(),
  ...Versioned.shape,
  synthetic: z.boolean(),
  /** Number of people in it today. */
  people: z.number().int(),
});
export type DepartmentRecord = z.infer<typeof DepartmentRecord>;
