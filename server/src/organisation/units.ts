// The kinds of units: how each is read, validated and written.
import type { DepartmentDraft, DepartmentState } from "@minqing/core/organisation/department";
import { departmentIssues, departmentsAround } from "@minqing/core/organisation/department-issues";
import type { PersonDraft, PersonRequest } from "@minqing/core/organisation/person";
import type { PostDraft, PostState } from "@minqing/core/organisation/post";
import type { RegionDraft } from "@minqing/core/organisation/region";
import { regionIssues, regionsAround } from "@minqing/core/organisation/region-issues";
import type { ShiftDraft } from "@minqing/core/organisation/shift";
import { personIssues, postIssues, shiftIssues } from "@minqing/core/organisation/staff-issues";
import { cityDay } from "@minqing/core/organisation/validity";
import { maskPhone } from "@minqing/core/privacy/mask";
import { departmentStates, writeDepartments } from "@minqing/geodata/organisation/department-queries";
import {
  accountHolders,
  type PersonState,
  personStates,
  writePeople,
} from "@minqing/geodata/organisation/person-queries";
import { postStates, writePosts } from "@minqing/geodata/organisation/post-queries";
import { type RegionState, regionStates, updateRegions } from "@minqing/geodata/organisation/region-queries";
import { shiftStates, shiftsOfPeople, writeShifts } from "@minqing/geodata/organisation/shift-queries";
import { knownRegions } from "@minqing/geodata/region/queries";
import { knownReaches } from "@minqing/geodata/river/place-queries";
import { sql } from "@minqing/geodata/sql";
import type { RequestedUnit, Unit } from "./unit.ts";

const unchanged = <State>(state: State): State => state;

const distinct = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))];

/** The table as it would be after the request; where a sheet names a unit twice, its first row counts. */
export function overlaid<State extends object, Draft extends object>(
  states: ReadonlyMap<string, State>,
  requested: readonly RequestedUnit<Draft, unknown>[],
): Map<string, State> {
  const all = new Map(states);
  for (const { id, draft } of requested.toReversed()) all.set(id, { ...states.get(id), ...draft } as unknown as State);
  return all;
}

export const DEPARTMENTS: Unit<DepartmentDraft, DepartmentState> = {
  kind: "department",
  table: sql`departments`,
  states: departmentStates,
  write: writeDepartments,
  redact: unchanged,
  makeValidator: async (executor, requested) => {
    const tree = overlaid(await departmentStates(executor, null), requested);
    const regions = await knownRegions(executor, distinct(requested.map(({ draft }) => draft.regionCode)));
    const around = departmentsAround(tree, regions);
    return ({ id, draft }) => departmentIssues(id, draft, around);
  },
};

export const POSTS: Unit<PostDraft, PostState> = {
  kind: "post",
  table: sql`posts`,
  states: postStates,
  write: writePosts,
  redact: unchanged,
  makeValidator: async (executor, requested, now) => {
    const departments = await departmentStates(executor, distinct(requested.map(({ draft }) => draft.departmentId)));
    const around = { departments, today: cityDay(now) };
    return ({ draft, before }) => postIssues(draft, before, around);
  },
};

export const PEOPLE: Unit<PersonRequest, PersonState> = {
  kind: "person",
  table: sql`people`,
  states: personStates,
  write: writePeople,
  redact: (state) => ({ ...state, phone: state.phone === null ? null : maskPhone(state.phone) }),
  makeValidator: async (executor, requested, now) => {
    const drafts: PersonDraft[] = requested.map(({ draft }) => draft);
    const { accounts, holders } = await accountHolders(executor, distinct(drafts.map(({ username }) => username)));
    // A sheet may move an account from one person to another.
    for (const { id, draft, before } of requested) {
      if (before?.username != null && draft.username !== before.username) holders.delete(before.username);
      if (draft.username !== null && !holders.has(draft.username)) holders.set(draft.username, id);
    }
    const around = {
      accounts,
      holders,
      today: cityDay(now),
      departments: await departmentStates(executor, distinct(drafts.map(({ departmentId }) => departmentId))),
      posts: await postStates(executor, distinct(drafts.map(({ postId }) => postId))),
      regions: await knownRegions(executor, distinct(drafts.map(({ regionCode }) => regionCode))),
      reaches: await knownReaches(executor, distinct(drafts.flatMap(({ reachCodes }) => reachCodes))),
    };
    return ({ id, draft, before }) => personIssues(id, draft, before, around);
  },
};

const DAY_MS = 86_400_000;

function spanOf(drafts: readonly ShiftDraft[]): { from: Date; to: Date } {
  const times = drafts
    .flatMap(({ startsAt, endsAt }) => [Date.parse(startsAt), Date.parse(endsAt)])
    .filter(Number.isFinite);
  const [first, last] = times.reduce(
    ([low, high], ms) => [Math.min(low, ms), Math.max(high, ms)],
    [Infinity, -Infinity],
  );
  return Number.isFinite(first)
    ? { from: new Date(first - DAY_MS), to: new Date(last + DAY_MS) }
    : { from: new Date(0), to: new Date(0) };
}

export const SHIFTS: Unit<ShiftDraft, ShiftDraft> = {
  kind: "shift",
  table: sql`shifts`,
  states: shiftStates,
  write: writeShifts,
  redact: unchanged,
  makeValidator: async (executor, requested, now) => {
    const drafts = requested.map(({ draft }) => draft);
    const ids = distinct(drafts.map(({ personId }) => personId));
    const shifts = overlaid(await shiftsOfPeople(executor, ids, spanOf(drafts)), requested);
    const around = {
      now,
      departments: await departmentStates(executor, distinct(drafts.map(({ departmentId }) => departmentId))),
      people: await personStates(executor, ids),
      shifts: Map.groupBy(
        [...shifts].map(([id, shift]) => ({ ...shift, id })),
        ({ personId }) => personId,
      ),
    };
    return ({ id, draft, before }) => shiftIssues(id, draft, before, around);
  },
};

export const REGIONS: Unit<RegionDraft, RegionState> = {
  kind: "region",
  table: sql`regions`,
  states: regionStates,
  write: updateRegions,
  redact: unchanged,
  makeValidator: async (executor, requested) => {
    const around = regionsAround(overlaid(await regionStates(executor, null), requested));
    return ({ id, draft }) => regionIssues(id, draft, around);
  },
};
