// The imports of units: how each sheet is read, and which column belongs to which field.

import { type DepartmentColumn, readDepartmentSheet } from "@minqing/core/import/department-sheet";
import { type GridColumn, readGridSheet } from "@minqing/core/import/grid-sheet";
import { type RegionColumn, readRegionSheet } from "@minqing/core/import/region-sheet";
import {
  type PersonColumn,
  type PostColumn,
  readPersonSheet,
  readPostSheet,
  readShiftSheet,
  type ShiftColumn,
} from "@minqing/core/import/staff-sheets";
import type { DepartmentDraft, DepartmentState } from "@minqing/core/organisation/department";
import type { GridRequest } from "@minqing/core/organisation/grid-issues";
import { type RegionRequest, regionSheetIssues, takersOf } from "@minqing/core/organisation/new-region-issues";
import type { PersonRequest } from "@minqing/core/organisation/person";
import type { PostDraft, PostState } from "@minqing/core/organisation/post";
import { regionsAround } from "@minqing/core/organisation/region-issues";
import type { ShiftDraft } from "@minqing/core/organisation/shift";
import type { GridState } from "@minqing/geodata/organisation/grid-queries";
import type { PersonState } from "@minqing/geodata/organisation/person-queries";
import { insertRegion, regionStates, updateRegions } from "@minqing/geodata/organisation/region-queries";
import { GRIDS } from "../organisation/grid-unit.ts";
import type { Unit } from "../organisation/unit.ts";
import { DEPARTMENTS, overlaid, PEOPLE, POSTS, REGIONS, SHIFTS } from "../organisation/units.ts";
import type { UnitImport } from "./import-units.ts";

export const DEPARTMENT_IMPORT: UnitImport<DepartmentDraft, DepartmentState, DepartmentColumn> = {
  kind: "departments",
  unit: DEPARTMENTS,
  read: readDepartmentSheet,
  columnOf: { parentId: "parent", regionCode: "region", validTo: "validTo" },
  defaults: (validFrom) => ({ nameEn: null, validFrom, validTo: null }),
};

export const POST_IMPORT: UnitImport<PostDraft, PostState, PostColumn> = {
  kind: "posts",
  unit: POSTS,
  read: readPostSheet,
  columnOf: { departmentId: "department", validTo: "validTo" },
  defaults: (validFrom) => ({ nameEn: null, role: null, validFrom, validTo: null }),
};

export const PERSON_IMPORT: UnitImport<PersonRequest, PersonState, PersonColumn> = {
  kind: "people",
  unit: PEOPLE,
  read: readPersonSheet,
  columnOf: {
    departmentId: "department",
    postId: "post",
    regionCode: "region",
    reachCodes: "reaches",
    username: "username",
    validTo: "validTo",
  },
  defaults: (validFrom) => ({ reachCodes: [], username: null, phone: null, validFrom, validTo: null }),
};

export const SHIFT_IMPORT: UnitImport<ShiftDraft, ShiftDraft, ShiftColumn> = {
  kind: "shifts",
  unit: SHIFTS,
  read: readShiftSheet,
  columnOf: { personId: "person", departmentId: "department", startsAt: "startsAt", endsAt: "endsAt" },
  defaults: () => ({}),
};

/** Regions can only be created by a sheet; parents are inserted before their children. */
const SHEET_REGIONS: Unit<RegionRequest, RegionRequest> = {
  ...REGIONS,
  makeValidator: async (executor, requested) => {
    const regions = overlaid(await regionStates(executor, null), requested);
    const around = { ...regionsAround(regions), takers: takersOf(regions) };
    return ({ id, draft, before }) => regionSheetIssues(id, draft, before, around);
  },
  write: async (tx, regions) => {
    const known = await regionStates(
      tx,
      regions.map(({ id }) => id),
    );
    const fresh = regions.filter(({ id }) => !known.has(id)).toSorted((a, b) => a.id.length - b.id.length);
    for (const region of fresh) await insertRegion(tx, region);
    await updateRegions(
      tx,
      regions.filter(({ id }) => known.has(id)),
    );
  },
};

export const REGION_IMPORT: UnitImport<RegionRequest, RegionRequest, RegionColumn> = {
  kind: "regions",
  unit: SHEET_REGIONS,
  read: readRegionSheet,
  columnOf: {
    code: "code",
    level: "level",
    kind: "kind",
    parentCode: "parent",
    managementParentCode: "management",
    follows: "follows",
    validTo: "validTo",
  },
  defaults: (validFrom) => ({
    nameEn: null,
    kind: "admin",
    managementParentCode: null,
    follows: [],
    validFrom,
    validTo: null,
  }),
};

export const GRID_IMPORT: UnitImport<GridRequest, GridState, GridColumn> = {
  kind: "grids",
  unit: GRIDS,
  read: readGridSheet,
  columnOf: { code: "code", follows: "follows", validFrom: "validFrom", validTo: "validTo" },
  defaults: (validFrom) => ({ follows: [], validFrom, validTo: null }),
};
