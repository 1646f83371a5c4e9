// The validation of units, the same for forms and sheets.

import type { DepartmentDraft } from "@minqing/core/organisation/department";
import { departmentIssues, departmentsAround } from "@minqing/core/organisation/department-issues";
import { type RegionRequest, regionSheetIssues, takersOf } from "@minqing/core/organisation/new-region-issues";
import type { PersonDraft } from "@minqing/core/organisation/person";
import { regionIssues, regionsAround } from "@minqing/core/organisation/region-issues";
import { type ShiftDraft, shiftId } from "@minqing/core/organisation/shift";
import { personIssues, shiftIssues } from "@minqing/core/organisation/staff-issues";
import { cityDay, isValidOn, type Validity } from "@minqing/core/organisation/validity";
import { RegionCode } from "@minqing/core/region/codes";
import { describe, expect, test } from "vitest";
import { deepFreeze } from "../deep-freeze.ts";

const code = (text: string) => RegionCode.parse(text);
const always = { validFrom: "2020-01-01", validTo: null };
const reasons = (issues: readonly { field: string; reason: string }[]) =>
  issues.map(({ field, reason }) => `${field} ${reason}`);

test("validity lasts from its first day up to the day of its end, by the city's calendar", () => {
  const validity = { validFrom: "2026-09-11", validTo: "2026-09-13" };
  expect(["10", "11", "12", "13"].map((day) => isValidOn(validity, `2026-09-${day}`))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(cityDay(new Date("2026-09-10T15:59:59Z"))).toBe("2026-09-10");
  expect(cityDay(new Date("2026-09-10T16:00:00Z"))).toBe("2026-09-11");
});

describe("departments", () => {
  const draft = (parentId: string | null, validTo: string | null = null): DepartmentDraft => ({
    parentId,
    name: "水务局",
    nameEn: null,
    kind: "water",
    regionCode: code("441521"),
    validFrom: "2020-01-01",
    validTo,
  });
  const issuesIn = (units: Record<string, DepartmentDraft>, id: string) =>
    reasons(
      departmentIssues(
        id,
        units[id] ?? draft(null),
        departmentsAround(deepFreeze(new Map(Object.entries(units))), new Set(["441521"])),
      ),
    );

  test("no department is below itself, not even through others", () => {
    const ring = { a: draft("b"), b: draft("c"), c: draft("a") };
    for (const id of ["a", "b", "c"]) expect(issuesIn(ring, id)).toEqual(["parentId parent-circle"]);
    expect(issuesIn({ a: draft(null), b: draft("a") }, "b")).toEqual([]);
    expect(issuesIn({ a: draft("nowhere") }, "a")).toEqual(["parentId parent-unknown"]);
  });

  test("no department ends later than its parent", () => {
    const late = { bureau: draft(null, "2026-10-01"), station: draft("bureau") };
    expect(issuesIn(late, "bureau")).toEqual(["validTo outlived-by-child"]);
    expect(issuesIn(late, "station")).toEqual(["validTo outlives-parent"]);
    const together = { bureau: draft(null, "2026-10-01"), station: draft("bureau", "2026-10-01") };
    expect([...issuesIn(together, "bureau"), ...issuesIn(together, "station")]).toEqual([]);
    expect(issuesIn({ a: draft(null, "2020-01-01") }, "a")).toEqual(["validTo ends-first"]);
  });
});

describe("people", () => {
  const person: PersonDraft = {
    name: "林一",
    departmentId: "water",
    postId: "water-handler",
    regionCode: code("441521"),
    reachCodes: [],
    username: null,
    ...always,
  };
  const ended = { validFrom: "2020-01-01", validTo: "2026-01-01" };
  const around = {
    today: "2026-09-11",
    regions: new Set(["441521"]),
    reaches: new Set(["luohe-1"]),
    departments: new Map<string, Validity>([
      ["water", always],
      ["fire", always],
      ["old", ended],
    ]),
    posts: new Map<string, Validity & { departmentId: string | null }>([
      ["water-handler", { departmentId: "water", ...always }],
      ["chief", { departmentId: null, ...always }],
    ]),
    accounts: new Set(["lin"]),
    holders: new Map([["lin", "p1"]]),
  };
  const issues = (change: Partial<PersonDraft>, before: PersonDraft | null = null, id = "p2") =>
    reasons(personIssues(id, { ...person, ...change }, before, around));

  test("belong to a department and a post that are in force and fit together", () => {
    expect(issues({})).toEqual([]);
    expect(issues({ departmentId: null, postId: "chief", reachCodes: ["luohe-1"] })).toEqual([]);
    expect(issues({ departmentId: "fire" })).toEqual(["postId post-elsewhere"]);
    expect(issues({ departmentId: "old", postId: null })).toEqual(["departmentId department-ended"]);
    expect(issues({ departmentId: "none", postId: "none", regionCode: code("441581"), reachCodes: ["x"] })).toEqual([
      "departmentId department-unknown",
      "postId post-unknown",
      "regionCode region-unknown",
      "reachCodes reach-unknown",
    ]);
  });

  test("may stay in a department that ends", () => {
    const there = { ...person, departmentId: "old", postId: null };
    expect(issues({ ...there, name: "林二" }, there)).toEqual([]);
  });

  test("share no account", () => {
    expect(issues({ username: "lin" })).toEqual(["username account-taken"]);
    expect(issues({ username: "lin" }, null, "p1")).toEqual([]);
    expect(issues({ username: "nobody" })).toEqual(["username account-unknown"]);
  });
});

describe("shifts", () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 8, 11, hour)).toISOString();
  const shift = (from: number, to: number): ShiftDraft => ({
    personId: "p1",
    departmentId: "water",
    name: "早班",
    startsAt: at(from),
    endsAt: at(to),
  });
  const issues = (draft: ShiftDraft, before: ShiftDraft | null = null, others: ShiftDraft[] = [], now = at(0)) =>
    reasons(
      shiftIssues(shiftId(draft), draft, before, {
        departments: new Map([["water", always]]),
        people: new Map([["p1", { validFrom: "2020-01-01", validTo: "2026-09-12" }]]),
        shifts: new Map([["p1", [draft, ...others].map((one) => ({ ...one, id: shiftId(one) }))]]),
        now: new Date(now),
      }),
    );

  test("of one person may follow each other but not overlap", () => {
    expect(issues(shift(0, 8), null, [shift(8, 16)])).toEqual([]);
    expect(issues(shift(0, 9), null, [shift(8, 16)])).toEqual(["startsAt shift-overlap"]);
  });

  test("end after they begin, within two days, while the person is in force", () => {
    expect(issues(shift(8, 8))).toEqual(["endsAt ends-first"]);
    expect(issues(shift(0, 49))).toEqual(["endsAt shift-too-long"]);
    expect(issues(shift(17, 20))).toEqual(["personId person-ended"]);
  });

  test("that are over cannot change, and the beginning never changes", () => {
    expect(issues({ ...shift(0, 8), name: "中班" }, shift(0, 8), [], at(8))).toEqual(["endsAt shift-over"]);
    expect(issues(shift(1, 8), shift(0, 8))).toEqual(["startsAt shift-moved"]);
  });
});

describe("regions", () => {
  const region = (request: Partial<RegionRequest> = {}): RegionRequest => ({
    name: "某镇",
    nameEn: null,
    level: "town",
    kind: "admin",
    follows: [],
    ...always,
    parentCode: "441521",
    managementParentCode: null,
    ...request,
  });
  const city = region({ level: "city", parentCode: null });
  const county = region({ level: "county", parentCode: "441500" });
  const zone = region({ level: "county", kind: "zone", parentCode: "441500", managementParentCode: code("441500") });
  const all = (more: Record<string, RegionRequest>) =>
    new Map(Object.entries({ "441500": city, "441521": county, "441598": zone, ...more }));
  const issues = (id: string, request: RegionRequest, more: Record<string, RegionRequest> = {}) =>
    reasons(regionIssues(id, request, regionsAround(all({ ...more, [id]: request }))));
  const sheetIssues = (
    id: string,
    request: RegionRequest,
    more: Record<string, RegionRequest> = {},
    before: RegionRequest | null = null,
  ) => {
    const regions = all({ ...more, [id]: request });
    return reasons(regionSheetIssues(id, request, before, { ...regionsAround(regions), takers: takersOf(regions) }));
  };

  test("do not run themselves, not even through others; another city may run them", () => {
    const town = region({ managementParentCode: code("441598") });
    expect(issues("441521101", town)).toEqual([]);
    const circle = { ...zone, managementParentCode: code("441521101") };
    expect(issues("441598", circle, { "441521101": town })).toEqual(["managementParentCode management-circle"]);
    expect(issues("441521101", region({ managementParentCode: code("440300") }))).toEqual([]);
    expect(issues("441521101", region({ managementParentCode: code("441577") }))).toEqual([
      "managementParentCode region-unknown",
    ]);
  });

  test("do not end before the regions in them", () => {
    expect(issues("441521", { ...county, validTo: "2026-10-01" }, { "441521101": region() })).toEqual([
      "validTo outlived-by-child",
    ]);
  });

  test("of a sheet take the whole ground of regions that end, or are invalid", () => {
    const ending = region({ validTo: "2026-10-01" });
    const request = region({ validFrom: "2026-10-01", follows: [code("441521101"), code("441521102")] });
    const before = { "441521101": ending, "441521102": ending };
    expect(sheetIssues("441521110", request, before)).toEqual([]);
    expect(sheetIssues("441521110", { ...request, follows: [] }, before)).toEqual(["follows no-ground"]);
    expect(sheetIssues("441521110", request, { ...before, "441521102": region() })).toEqual(["follows ground-stays"]);
    expect(
      sheetIssues("441521110", request, { ...before, "441521111": { ...request, follows: [code("441521102")] } }),
    ).toEqual(["follows ground-taken"]);
  });

  test("of a sheet have the level and parent of their code, and a code's fixed fields never change", () => {
    const request = region({
      validFrom: "2026-10-01",
      follows: [code("441521101")],
      level: "village",
      parentCode: "441500",
    });
    expect(sheetIssues("441521110", request, { "441521101": region({ validTo: "2026-10-01" }) })).toEqual([
      "level region-level",
      "parentCode region-parent",
    ]);
    expect(sheetIssues("441521101", region({ kind: "town_like" }), {}, region())).toEqual(["kind region-fixed"]);
    const over = region({ level: "county", kind: "zone", parentCode: "441500", follows: [code("441521101")] });
    expect(sheetIssues("441597", over, { "441521101": region() })).toEqual([]);
  });
});
