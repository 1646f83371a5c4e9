// Validates a post (岗位), a person (人员) or a shift (班次). An existing assignment to a unit that has ended may stay; a new
// one is an issue.

import type { PersonDraft, PersonState } from "./person.ts";
import type { PostDraft } from "./post.ts";
import { overlap, type ShiftDraft, shiftId, shiftIssue } from "./shift.ts";
import { issue, issuesAmong, type UnitIssue } from "./unit-issue.ts";
import { cityDay, endsAfterBeginning, isValidOn, type Validity } from "./validity.ts";

type Departments = ReadonlyMap<string, Validity>;

function departmentIssue(
  draft: { departmentId: string | null },
  before: { departmentId: string | null } | null,
  departments: Departments,
  day: string,
): UnitIssue<"departmentId"> | null {
  const { departmentId: id } = draft;
  if (id === null || id === "" || id === before?.departmentId) return null;
  const department = departments.get(id);
  if (department === undefined) return issue("departmentId", "department-unknown", id);
  return isValidOn(department, day) ? null : issue("departmentId", "department-ended", id);
}

const orderIssue = (draft: Validity): UnitIssue<"validTo"> | null =>
  endsAfterBeginning(draft) ? null : issue("validTo", "ends-first", draft.validTo);

export interface PostsAround {
  departments: Departments;
  today: string;
}

export type PostField = "departmentId" | "validTo";

export const postIssues = (
  draft: PostDraft,
  before: Pick<PostDraft, "departmentId"> | null,
  { departments, today }: PostsAround,
): UnitIssue<PostField>[] =>
  issuesAmong<PostField>([departmentIssue(draft, before, departments, today), orderIssue(draft)]);

export interface PeopleAround extends PostsAround {
  posts: ReadonlyMap<string, Pick<PostDraft, "departmentId" | "validFrom" | "validTo">>;
  regions: ReadonlySet<string>;
  reaches: ReadonlySet<string>;
  accounts: ReadonlySet<string>;
  /** The person of each account. */
  holders: ReadonlyMap<string, string>;
}

export type PersonField = "departmentId" | "postId" | "regionCode" | "reachCodes" | "username" | "validTo";

function personPostIssue(
  draft: PersonDraft,
  before: PersonState | null,
  around: PeopleAround,
): UnitIssue<"postId"> | null {
  const { postId } = draft;
  if (postId === null || (postId === before?.postId && draft.departmentId === before.departmentId)) return null;
  const post = around.posts.get(postId);
  if (post === undefined) return issue("postId", "post-unknown", postId);
  if (post.departmentId !== null && post.departmentId !== draft.departmentId) {
    return issue("postId", "post-elsewhere", postId);
  }
  return isValidOn(post, around.today) ? null : issue("postId", "post-ended", postId);
}

function accountIssue(id: string, { username }: PersonDraft, around: PeopleAround): UnitIssue<"username"> | null {
  if (username === null || username === "") return null;
  if (!around.accounts.has(username)) return issue("username", "account-unknown", username);
  const holder = around.holders.get(username);
  return holder === undefined || holder === id ? null : issue("username", "account-taken", username);
}

export function personIssues(
  id: string,
  draft: PersonDraft,
  before: PersonState | null,
  around: PeopleAround,
): UnitIssue<PersonField>[] {
  const isKnown = draft.regionCode === "" || draft.regionCode === before?.regionCode;
  return issuesAmong<PersonField>([
    departmentIssue(draft, before, around.departments, around.today),
    personPostIssue(draft, before, around),
    isKnown || around.regions.has(draft.regionCode) ? null : issue("regionCode", "region-unknown", draft.regionCode),
    ...draft.reachCodes
      .filter((code) => !around.reaches.has(code))
      .map((code) => issue("reachCodes", "reach-unknown", code)),
    accountIssue(id, draft, around),
    orderIssue(draft),
  ]);
}

export interface ShiftsAround {
  departments: Departments;
  people: ReadonlyMap<string, Validity>;
  /** Shifts of each person around the validated times. */
  shifts: ReadonlyMap<string, readonly (ShiftDraft & { id: string })[]>;
  now: Date;
}

export type ShiftField = "personId" | "departmentId" | "startsAt" | "endsAt";

export function shiftIssues(
  id: string,
  draft: ShiftDraft,
  before: ShiftDraft | null,
  around: ShiftsAround,
): UnitIssue<ShiftField>[] {
  const wrong = shiftIssue(draft);
  if (draft.startsAt === "" || draft.endsAt === "") return [];
  if (wrong !== null) return [issue("endsAt", wrong === "ends-first" ? "ends-first" : "shift-too-long", draft.endsAt)];
  const day = cityDay(new Date(draft.startsAt));
  const person = around.people.get(draft.personId);
  const isOver = before !== null && Date.parse(before.endsAt) <= around.now.getTime();
  const other = around.shifts.get(draft.personId)?.find((shift) => shift.id !== id && overlap(shift, draft));
  return issuesAmong<ShiftField>([
    isOver ? issue("endsAt", "shift-over", before.endsAt) : null,
    before !== null && shiftId(before) !== shiftId(draft) ? issue("startsAt", "shift-moved", draft.startsAt) : null,
    draft.personId !== "" && person === undefined ? issue("personId", "person-unknown", draft.personId) : null,
    person !== undefined && !isValidOn(person, day) ? issue("personId", "person-ended", draft.personId) : null,
    departmentIssue(draft, before, around.departments, day),
    other === undefined ? null : issue("startsAt", "shift-overlap", other.id),
  ]);
}
