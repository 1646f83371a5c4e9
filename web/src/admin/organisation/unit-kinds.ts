// The kinds of units on this page: the fields of their forms and the columns of their lists.

import type { OrganisationKind } from "@minqing/core/organisation/unit";
import type { UnitPath } from "../../api/organisation.ts";
import type { KeyUnder } from "../../i18n/text-key.ts";

export const TABS = ["departments", "posts", "people", "shifts", "regions", "grids"] as const satisfies UnitPath[];
export type Tab = (typeof TABS)[number];

export const asTab = (text: string): Tab => TABS.find((tab) => tab === text) ?? "departments";

export type FieldType =
  | "id"
  | "count"
  | "text"
  | "day"
  | "moment"
  | "region"
  | "department"
  | "departmentKind"
  | "post"
  | "person"
  | "role"
  | "codes"
  | "phone";

export interface Field {
  key: KeyUnder<"admin.unit">;
  type: FieldType;
  isNeeded: boolean;
  /** Only a new unit has this field. */
  isFixed?: boolean;
}

const needed = (key: Field["key"], type: FieldType): Field => ({ key, type, isNeeded: true });
const optional = (key: Field["key"], type: FieldType): Field => ({ key, type, isNeeded: false });
const fixed = (key: Field["key"], type: FieldType): Field => ({ key, type, isNeeded: true, isFixed: true });

const NAMES = [needed("name", "text"), optional("nameEn", "text")];
const VALIDITY = [needed("validFrom", "day"), optional("validTo", "day")];

interface UnitKind {
  kind: OrganisationKind;
  fields: readonly Field[];
  columns: readonly KeyUnder<"admin.unit">[];
  /** False for regions and grid cells: they take over the area of others, so a sheet creates them. */
  canBegin: boolean;
}

export const UNIT_KINDS: Readonly<Record<Tab, UnitKind>> = {
  departments: {
    kind: "department",
    fields: [
      fixed("id", "id"),
      ...NAMES,
      optional("parentId", "department"),
      needed("kind", "departmentKind"),
      needed("regionCode", "region"),
      ...VALIDITY,
    ],
    columns: ["name", "id", "kind", "regionCode", "people", "validity"],
    canBegin: true,
  },
  posts: {
    kind: "post",
    fields: [
      fixed("id", "id"),
      ...NAMES,
      optional("departmentId", "department"),
      optional("role", "role"),
      ...VALIDITY,
    ],
    columns: ["name", "id", "departmentId", "role", "people", "validity"],
    canBegin: true,
  },
  people: {
    kind: "person",
    fields: [
      fixed("id", "id"),
      needed("name", "text"),
      optional("departmentId", "department"),
      optional("postId", "post"),
      needed("regionCode", "region"),
      optional("reachCodes", "codes"),
      optional("phone", "phone"),
      optional("username", "text"),
      ...VALIDITY,
    ],
    columns: ["name", "departmentId", "postId", "regionCode", "phone", "username", "validity"],
    canBegin: true,
  },
  shifts: {
    kind: "shift",
    fields: [
      needed("departmentId", "department"),
      fixed("personId", "person"),
      needed("name", "text"),
      fixed("startsAt", "moment"),
      needed("endsAt", "moment"),
    ],
    columns: ["startsAt", "endsAt", "name", "personId", "departmentId"],
    canBegin: true,
  },
  regions: {
    kind: "region",
    fields: [...NAMES, optional("managementParentCode", "region"), ...VALIDITY],
    columns: ["name", "id", "level", "regionKind", "managementParentCode", "validity"],
    canBegin: false,
  },
  grids: {
    kind: "grid",
    fields: [needed("name", "text"), needed("households", "count"), ...VALIDITY],
    columns: ["name", "id", "villageCode", "households", "people", "validity"],
    canBegin: false,
  },
};
