// Reads posts (岗位), people (人员) and shifts (班次) from sheets: each row becomes one of them, or issues that name their
// cells.
import { roleNamed } from "../access/role-names.ts";
import { type PersonRequest, Phone } from "../organisation/person.ts";
import type { PostDraft } from "../organisation/post.ts";
import { type ShiftDraft, shiftId } from "../organisation/shift.ts";
import { codeIn, idIn, momentIn, nameIn, validityIn } from "./cells.ts";
import { type Columns, partsOf } from "./columns.ts";
import type { Sheet } from "./sheet.ts";
import { readUnitSheet, type UnitLines, VALIDITY_COLUMNS } from "./unit-sheet.ts";

export const POST_COLUMNS = {
  id: { zh: "编号", en: "id", isRequired: true },
  department: { zh: "部门", en: "department", isRequired: true },
  name: { zh: "名称", en: "name", isRequired: true },
  nameEn: { zh: "英文名", en: "name_en", isRequired: false },
  role: { zh: "角色", en: "role", isRequired: false },
  ...VALIDITY_COLUMNS,
} as const satisfies Columns<string>;

export type PostColumn = keyof typeof POST_COLUMNS;

export const readPostSheet = (sheet: Sheet): UnitLines<PostDraft, PostColumn> =>
  readUnitSheet(sheet, POST_COLUMNS, (at, seen) => {
    const id = idIn(at, "id", seen);
    const values: Partial<PostDraft> = {
      departmentId: at.text("department") || null,
      name: nameIn(at, "name", at.required("name")),
      ...validityIn(at),
    };
    if (at.has("nameEn")) values.nameEn = nameIn(at, "nameEn", at.text("nameEn")) || null;
    if (at.has("role")) {
      const text = at.text("role");
      values.role = roleNamed(text);
      if (text !== "" && values.role === null) at.addIssue("role", "role", text);
    }
    return { id, values };
  });

export const PERSON_COLUMNS = {
  id: { zh: "编号", en: "id", isRequired: true },
  name: { zh: "姓名", en: "name", isRequired: true },
  department: { zh: "部门", en: "department", isRequired: true },
  post: { zh: "岗位", en: "post", isRequired: true },
  region: { zh: "辖区", en: "region", isRequired: true },
  reaches: { zh: "河段", en: "reaches", isRequired: false },
  phone: { zh: "手机", en: "phone", isRequired: false },
  username: { zh: "账号", en: "username", isRequired: false },
  ...VALIDITY_COLUMNS,
} as const satisfies Columns<string>;

export type PersonColumn = keyof typeof PERSON_COLUMNS;

export const readPersonSheet = (sheet: Sheet): UnitLines<PersonRequest, PersonColumn> =>
  readUnitSheet(sheet, PERSON_COLUMNS, (at, seen) => {
    const id = idIn(at, "id", seen);
    const values: Partial<PersonRequest> = {
      name: nameIn(at, "name", at.required("name")),
      departmentId: at.text("department") || null,
      postId: at.text("post") || null,
      regionCode: codeIn(at, "region"),
      ...validityIn(at),
    };
    if (at.has("reaches")) values.reachCodes = partsOf(at.text("reaches"));
    if (at.has("username")) values.username = at.text("username") || null;
    if (at.has("phone")) {
      values.phone = at.text("phone") || null;
      // An invalid number is not repeated in the issue: it may still be a person's.
      if (values.phone !== null && !Phone.safeParse(values.phone).success) at.addIssue("phone", "phone", "…");
    }
    return { id, values };
  });

export const SHIFT_COLUMNS = {
  person: { zh: "人员", en: "person", isRequired: true },
  department: { zh: "部门", en: "department", isRequired: true },
  name: { zh: "班次", en: "name", isRequired: true },
  startsAt: { zh: "开始", en: "starts_at", isRequired: true },
  endsAt: { zh: "结束", en: "ends_at", isRequired: true },
} as const satisfies Columns<string>;

export type ShiftColumn = keyof typeof SHIFT_COLUMNS;

/** The id of a shift consists of its person and its beginning. */
export const readShiftSheet = (sheet: Sheet): UnitLines<ShiftDraft, ShiftColumn> =>
  readUnitSheet(sheet, SHIFT_COLUMNS, (at, seen) => {
    const values = {
      personId: at.required("person"),
      departmentId: at.required("department"),
      name: nameIn(at, "name", at.required("name")),
      startsAt: momentIn(at, "startsAt"),
      endsAt: momentIn(at, "endsAt"),
    };
    const id = values.startsAt === "" ? "" : shiftId(values);
    if (id !== "" && seen.has(id)) at.addIssue("startsAt", "twice", at.text("startsAt"));
    seen.add(id);
    return { id, values };
  });
