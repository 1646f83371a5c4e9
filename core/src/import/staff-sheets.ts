// Posts (岗位), people (人员) and shifts (班次) from sheets: each row becomes one of them, or refusals that name their cells.
import { roleNamed } from "../access/role-names.ts";
import { type PersonRequest, Phone } from "../organisation/person.ts";
import type { PostDraft } from "../organisation/post.ts";
import { type ShiftDraft, shiftId } from "../organisation/shift.ts";
import { codeIn, idIn, momentIn, nameIn, validityIn } from "./cells.ts";
import { type Columns, partsOf } from "./columns.ts";
import type { Sheet } from "./sheet.ts";
import { readUnitSheet, type UnitLines, VALIDITY_COLUMNS } from "./unit-sheet.ts";

export const POST_COLUMNS = {
  id: { zh: "编号", en: "id", isNeeded: true },
  department: { zh: "部门", en: "department", isNeeded: true },
  name: { zh: "名称", en: "name", isNeeded: true },
  nameEn: { zh: "英文名", en: "name_en", isNeeded: false },
  role: { zh: "角色", en: "role", isNeeded: false },
  ...VALIDITY_COLUMNS,
} as const satisfies Columns<string>;

export type PostColumn = keyof typeof POST_COLUMNS;

export const readPostSheet = (sheet: Sheet): UnitLines<PostDraft, PostColumn> =>
  readUnitSheet(sheet, POST_COLUMNS, (at, seen) => {
    const id = idIn(at, "id", seen);
    const wanted: Partial<PostDraft> = {
      departmentId: at.text("department") || null,
      name: nameIn(at, "name", at.needed("name")),
      ...validityIn(at),
    };
    if (at.has("nameEn")) wanted.nameEn = nameIn(at, "nameEn", at.text("nameEn")) || null;
    if (at.has("role")) {
      const text = at.text("role");
      wanted.role = roleNamed(text);
      if (text !== "" && wanted.role === null) at.refuse("role", "role", text);
    }
    return { id, wanted };
  });

export const PERSON_COLUMNS = {
  id: { zh: "编号", en: "id", isNeeded: true },
  name: { zh: "姓名", en: "name", isNeeded: true },
  department: { zh: "部门", en: "department", isNeeded: true },
  post: { zh: "岗位", en: "post", isNeeded: true },
  region: { zh: "辖区", en: "region", isNeeded: true },
  reaches: { zh: "河段", en: "reaches", isNeeded: false },
  phone: { zh: "手机", en: "phone", isNeeded: false },
  username: { zh: "账号", en: "username", isNeeded: false },
  ...VALIDITY_COLUMNS,
} as const satisfies Columns<string>;

export type PersonColumn = keyof typeof PERSON_COLUMNS;

export const readPersonSheet = (sheet: Sheet): UnitLines<PersonRequest, PersonColumn> =>
  readUnitSheet(sheet, PERSON_COLUMNS, (at, seen) => {
    const id = idIn(at, "id", seen);
    const wanted: Partial<PersonRequest> = {
      name: nameIn(at, "name", at.needed("name")),
      departmentId: at.text("department") || null,
      postId: at.text("post") || null,
      regionCode: codeIn(at, "region"),
      ...validityIn(at),
    };
    if (at.has("reaches")) wanted.reachCodes = partsOf(at.text("reaches"));
    if (at.has("username")) wanted.username = at.text("username") || null;
    if (at.has("phone")) {
      wanted.phone = at.text("phone") || null;
      // What is no number is not told back: it is somebody's all the same.
      if (wanted.phone !== null && !Phone.safeParse(wanted.phone).success) at.refuse("phone", "phone", "…");
    }
    return { id, wanted };
  });

export const SHIFT_COLUMNS = {
  person: { zh: "人员", en: "person", isNeeded: true },
  department: { zh: "部门", en: "department", isNeeded: true },
  name: { zh: "班次", en: "name", isNeeded: true },
  startsAt: { zh: "开始", en: "starts_at", isNeeded: true },
  endsAt: { zh: "结束", en: "ends_at", isNeeded: true },
} as const satisfies Columns<string>;

export type ShiftColumn = keyof typeof SHIFT_COLUMNS;

/** A shift is named by its person and its beginning. */
export const readShiftSheet = (sheet: Sheet): UnitLines<ShiftDraft, ShiftColumn> =>
  readUnitSheet(sheet, SHIFT_COLUMNS, (at, seen) => {
    const wanted = {
      personId: at.needed("person"),
      departmentId: at.needed("department"),
      name: nameIn(at, "name", at.needed("name")),
      startsAt: momentIn(at, "startsAt"),
      endsAt: momentIn(at, "endsAt"),
    };
    const id = wanted.startsAt === "" ? "" : shiftId(wanted);
    if (id !== "" && seen.has(id)) at.refuse("startsAt", "twice", at.text("startsAt"));
    seen.add(id);
    return { id, wanted };
  });
