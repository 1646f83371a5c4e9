// The validation of grid cells, the same for forms and sheets.
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

test("a new cell takes the whole ground of neighbours of its village that end when it begins", () => {
  const ending = { [A]: ENDING, [B]: ENDING, [C]: ENDING };
  expect(issues(NEW, merged(A, B), ending)).toEqual([]);
  expect(issues(NEW, merged(A, C, B), ending)).toEqual([]);
  expect(issues(NEW, merged(A), ending)).toEqual([]);
  expect(issues(NEW, merged(A, C), ending)).toEqual([`follows ground-apart ${C}`]);
  expect(issues(NEW, merged(A, B), { ...ending, [B]: request() })).toEqual([`follows ground-stays ${B}`]);
  expect(issues(NEW, merged(A, B), { ...ending, [cell("102")]: merged(B) })).toEqual([`follows ground-taken ${B}`]);
});

test("a cell without ground, on another village's ground, or with a code that is not a cell's is invalid", () => {
  expect(issues(NEW, merged())).toEqual(["follows no-ground "]);
  expect(issues(NEW, merged(FOREIGN), { [FOREIGN]: ENDING })).toEqual([`follows grid-elsewhere ${FOREIGN}`]);
  expect(issues(VILLAGE, merged(A), { [A]: ENDING })).toEqual([`code grid-code ${VILLAGE}`]);
});

test("a cell cannot follow one that has no outline yet, even if the same sheet creates it", () => {
  const other = cell("102");
  expect(issues(NEW, merged(other), { [other]: { ...merged(A), validTo: "2026-10-01" } })).toEqual([
    `follows region-unknown ${other}`,
  ]);
});

test("a cell ends after it begins, and the cells that it follows never change", () => {
  expect(issues(A, request({ validTo: "2020-01-01" }), {}, request())).toEqual(["validTo ends-first 2020-01-01"]);
  expect(issues(A, request({ validTo: "2020-01-02" }), {}, request())).toEqual([]);
  expect(issues(C, request({ follows: [A] }), { [A]: request({ validTo: "2019-01-01" }) }, request())).toEqual([
    `follows region-fixed ${A}`,
  ]);
});

test("no ground belongs to two cells: an ended cell cannot come back, and its successor cannot begin earlier", () => {
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
