// The rules of grid cells, as a form and a sheet refuse by them.
import { type GridRequest, gridIssues, gridsAround } from "@minqing/core/organisation/grid-issues";
import { RegionCode } from "@minqing/core/region/codes";
import { expect, test } from "vitest";
import { deepFreeze } from "../deep-freeze.ts";

const VILLAGE = "441521101201";
const cell = (serial: string, village = VILLAGE) => RegionCode.parse(`${village}${serial}`);
const [A, B, C, NEW] = [cell("001"), cell("002"), cell("003"), cell("101")];
const FOREIGN = cell("001", "441521101202");

const request = (part: Partial<GridRequest> = {}) => ({
  name: "第一网格",
  households: 200,
  validFrom: "2020-01-01",
  validTo: null,
  follows: [],
  ...part,
});
type UnitRequest = ReturnType<typeof request>;
const ENDING = request({ validTo: "2026-10-01" });
/** A touches B, and B touches C. */
const NEIGHBOURS = new Map([
  ...([
    [A, new Set([B])],
    [B, new Set([A, C])],
    [C, new Set([B])],
  ] as [string, ReadonlySet<string>][]),
  [FOREIGN, new Set<string>()] as const,
]);

function issues(
  code: string,
  draft: UnitRequest,
  others: Record<string, UnitRequest> = {},
  before: UnitRequest | null = null,
): string[] {
  const cells = deepFreeze(new Map(Object.entries({ ...others, [code]: draft })));
  return gridIssues(code, draft, before, gridsAround(cells, NEIGHBOURS)).map(
    ({ field, reason, got }) => `${field} ${reason} ${got}`,
  );
}

const merged = (...follows: UnitRequest["follows"]) => request({ validFrom: "2026-10-01", follows });

test("a cell is made on the whole ground of neighbours of its village that end when it begins", () => {
  const ending = { [A]: ENDING, [B]: ENDING, [C]: ENDING };
  expect(issues(NEW, merged(A, B), ending)).toEqual([]);
  expect(issues(NEW, merged(A, C, B), ending)).toEqual([]);
  expect(issues(NEW, merged(A), ending)).toEqual([]);
  expect(issues(NEW, merged(A, C), ending)).toEqual([`follows ground-apart ${C}`]);
  expect(issues(NEW, merged(A, B), { ...ending, [B]: request() })).toEqual([`follows ground-stays ${B}`]);
  expect(issues(NEW, merged(A, B), { ...ending, [cell("102")]: merged(B) })).toEqual([`follows ground-taken ${B}`]);
});

test("a cell is not made without ground, of another village's, or under a code that is no cell's", () => {
  expect(issues(NEW, merged())).toEqual(["follows no-ground "]);
  expect(issues(NEW, merged(FOREIGN), { [FOREIGN]: ENDING })).toEqual([`follows grid-elsewhere ${FOREIGN}`]);
  expect(issues(VILLAGE, merged(A), { [A]: ENDING })).toEqual([`code grid-code ${VILLAGE}`]);
});

test("a cell does not follow one that has no outline yet, though the same sheet makes it", () => {
  const other = cell("102");
  expect(issues(NEW, merged(other), { [other]: { ...merged(A), validTo: "2026-10-01" } })).toEqual([
    `follows region-unknown ${other}`,
  ]);
});

test("a cell ends after it begins, and what it follows is said once", () => {
  expect(issues(A, request({ validTo: "2020-01-01" }), {}, request())).toEqual(["validTo ends-first 2020-01-01"]);
  expect(issues(A, request({ validTo: "2020-01-02" }), {}, request())).toEqual([]);
  expect(issues(C, request({ follows: [A] }), { [A]: request({ validTo: "2019-01-01" }) }, request())).toEqual([
    `follows region-fixed ${A}`,
  ]);
});

test("no ground is held twice: neither does a cell come back nor its successor begin earlier", () => {
  const next = merged(A);
  expect(issues(A, request(), { [NEW]: next }, ENDING)).toEqual([`validTo ground-gone ${NEW}`]);
  expect(issues(A, request({ validTo: "2026-11-01" }), { [NEW]: next }, ENDING)).toEqual([
    `validTo ground-gone ${NEW}`,
  ]);
  expect(issues(A, { ...ENDING, name: "x" }, { [NEW]: next }, ENDING)).toEqual([]);
  expect(issues(NEW, { ...next, validFrom: "2026-09-01" }, { [A]: ENDING }, next)).toEqual([
    `validFrom ground-stays ${A}`,
  ]);
});
