// Whether a post (岗位), a person (人员) or a shift (班次) may stand as somebody wants it. What already stands in a place that
// has ended may stay there; nobody is put there any more.
import { flaw, found, type UnitFlaw } from "./flaw.ts";
import type { PersonDraft } from "./person.ts";
import type { PostDraft } from "./post.ts";
import { overlap, type ShiftDraft, shiftFlaw, shiftId } from "./shift.ts";
import { cityDay, endsAfterBeginning, isValidOn, type Validity } from "./validity.ts";

type Departments = ReadonlyMap<string, Validity>;

function departmentFlaw(
  draft: { departmentId: string | null },
  before: { departmentId: string | null } | null,
  departments: Departments,
  day: string,
): UnitFlaw<"departmentId"> | null {
  const { departmentId: id } = draft;
  if (id === null || id === "" || id === before?.departmentId) return null;
  const department = departments.get(id);
  if (department === undefined) return flaw("departmentId", "department-unknown", id);
  return isValidOn(department, day) ? null : flaw("departmentId", "department-ended", id);
}

const orderFlaw = (draft: Validity): UnitFlaw<"validTo"> | null =>
  endsAfterBeginning(draft) ? null : flaw("validTo", "ends-first", draft.validTo);

export interface PostsAround {
  departments: Departments;
  today: string;
}

export type PostField = "departmentId" | "validTo";

export const postFlaws = (
  draft: PostDraft,
  before: PostDraft | null,
  { departments, today }: PostsAround,
): UnitFlaw<PostField>[] => found<PostField>([departmentFlaw(draft, before, departments, today), orderFlaw(draft)]);

export interface PeopleAround extends PostsAround {
  posts: ReadonlyMap<string, Pick<PostDraft, "departmentId" | "validFrom" | "validTo">>;
  regions: ReadonlySet<string>;
  reaches: ReadonlySet<string>;
  accounts: ReadonlySet<string>;
  /** Who stands behind each account. */
  holders: ReadonlyMap<string, string>;
}

export type PersonField = "departmentId" | "postId" | "regionCode" | "reachCodes" | "username" | "validTo";

function placeFlaw(draft: PersonDraft, before: PersonDraft | null, around: PeopleAround): UnitFlaw<"postId"> | null {
  const { postId } = draft;
  if (postId === null || (postId === before?.postId && draft.departmentId === before.departmentId)) return null;
  const post = around.posts.get(postId);
  if (post === undefined) return flaw("postId", "post-unknown", postId);
  if (post.departmentId !== null && post.departmentId !== draft.departmentId) {
    return flaw("postId", "post-elsewhere", postId);
  }
  return isValidOn(post, around.today) ? null : flaw("postId", "post-ended", postId);
}

function accountFlaw(id: string, { username }: PersonDraft, around: PeopleAround): UnitFlaw<"username"> | null {
  if (username === null || username === "") return null;
  if (!around.accounts.has(username)) return flaw("username", "account-unknown", username);
  const holder = around.holders.get(username);
  return holder === undefined || holder === id ? null : flaw("username", "account-taken", username);
}

export function personFlaws(
  id: string,
  draft: PersonDraft,
  before: PersonDraft | null,
  around: PeopleAround,
): UnitFlaw<PersonField>[] {
  const isKnown = draft.regionCode === "" || draft.regionCode === before?.regionCode;
  return found<PersonField>([
    departmentFlaw(draft, before, around.departments, around.today),
    placeFlaw(draft, before, around),
    isKnown || around.regions.has(draft.regionCode) ? null : flaw("regionCode", "region-unknown", draft.regionCode),
    ...draft.reachCodes
      .filter((code) => !around.reaches.has(code))
      .map((code) => flaw("reachCodes", "reach-unknown", code)),
    accountFlaw(id, draft, around),
    orderFlaw(draft),
  ]);
}

export interface ShiftsAround {
  departments: Departments;
  people: ReadonlyMap<string, Validity>;
  /** Of each person, around these times. */
  shifts: ReadonlyMap<string, readonly (ShiftDraft & { id: string })[]>;
  now: Date;
}

export type ShiftField = "personId" | "departmentId" | "startsAt" | "endsAt";

export function shiftFlaws(
  id: string,
  draft: ShiftDraft,
  before: ShiftDraft | null,
  around: ShiftsAround,
): UnitFlaw<ShiftField>[] {
  const wrong = shiftFlaw(draft);
  if (draft.startsAt === "" || draft.endsAt === "") return [];
  if (wrong !== null) return [flaw("endsAt", wrong === "ends-first" ? "ends-first" : "shift-too-long", draft.endsAt)];
  const day = cityDay(new Date(draft.startsAt));
  const person = around.people.get(draft.personId);
  const isOver = before !== null && Date.parse(before.endsAt) <= around.now.getTime();
  const other = around.shifts.get(draft.personId)?.find((shift) => shift.id !== id && overlap(shift, draft));
  return found<ShiftField>([
    isOver ? flaw("endsAt", "shift-over", before.endsAt) : null,
    before !== null && shiftId(before) !== shiftId(draft) ? flaw("startsAt", "shift-moved", draft.startsAt) : null,
    draft.personId !== "" && person === undefined ? flaw("personId", "person-unknown", draft.personId) : null,
    person !== undefined && !isValidOn(person, day) ? flaw("personId", "person-ended", draft.personId) : null,
    departmentFlaw(draft, before, around.departments, day),
    other === undefined ? null : flaw("startsAt", "shift-overlap", other.id),
  ]);
}
