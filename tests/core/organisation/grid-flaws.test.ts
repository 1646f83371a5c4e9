// The rules of grid cells, as a form and a sheet refuse by them.
import { type GridWish, gridFlaws, gridsAround } from "@minqing/core/organisation/grid-flaws";
import { RegionCode } from "@minqing/core/region/codes";
import { expect, test } from "vitest";
import { deepFreeze } from "../deep-freeze.ts";

const VILLAGE = "441521101201";
const cell = (serial: string, village = VILLAGE) => RegionCode.parse(`${village}${serial}`);
const [A, B, C, NEW] = [cell("001"), cell("002"), cell("003"), cell("101")];
const FOREIGN = cell("001", "441521101202");

const wish = (part: Partial<GridWish> = {}) => ({
  ...{ name: "第一网格", households: 200, validFrom: "2020-01-01", validTo: null, follows: [], ...part },
});
type Wish = ReturnType<typeof wish>;
const ENDING = wish({ validTo: "2026-10-01" });
/** A touches B, and B touches C. */
const NEIGHBOURS = new Map([
  ...([
    [A, new Set([B])],
    [B, new Set([A, C])],
    [C, new Set([B])],
  ] as [string, ReadonlySet<string>][]),
  [FOREIGN, new Set<string>()] as const,
]);

function flaws(code: string, draft: Wish, others: Record<string, Wish> = {}, before: Wish | null = null): string[] {
  const cells = deepFreeze(new Map(Object.entries({ ...others, [code]: draft })));
  return gridFlaws(code, draft, before, gridsAround(cells, NEIGHBOURS)).map(
    ({ field, reason, got }) => `${field} ${reason} ${got}`,
  );
}

const merged = (...follows: Wish["follows"]) => wish({ validFrom: "2026-10-01", follows });

test("a cell is made on the whole ground of neighbours of its village that end when it begins", () => {
  const ending = { [A]: ENDING, [B]: ENDING, [C]: ENDING };
  expect(flaws(NEW, merged(A, B), ending)).toEqual([]);
  expect(flaws(NEW, merged(A, C, B), ending)).toEqual([]);
  expect(flaws(NEW, merged(A), ending)).toEqual([]);
  expect(flaws(NEW, merged(A, C), ending)).toEqual([`follows ground-apart ${C}`]);
  expect(flaws(NEW, merged(A, B), { ...ending, [B]: wish() })).toEqual([`follows ground-stays ${B}`]);
  expect(flaws(NEW, merged(A, B), { ...ending, [cell("102")]: merged(B) })).toEqual([`follows ground-taken ${B}`]);
});

test("a cell is not made without ground, of another village's, or under a code that is no cell's", () => {
  expect(flaws(NEW, merged())).toEqual(["follows no-ground "]);
  expect(flaws(NEW, merged(FOREIGN), { [FOREIGN]: ENDING })).toEqual([`follows grid-elsewhere ${FOREIGN}`]);
  expect(flaws(VILLAGE, merged(A), { [A]: ENDING })).toEqual([`code grid-code ${VILLAGE}`]);
});

test("a cell does not follow one that has no outline yet, though the same sheet makes it", () => {
  const other = cell("102");
  expect(flaws(NEW, merged(other), { [other]: { ...merged(A), validTo: "2026-10-01" } })).toEqual([
    `follows region-unknown ${other}`,
  ]);
});

test("a cell ends after it begins, and what it follows is said once", () => {
  expect(flaws(A, wish({ validTo: "2020-01-01" }), {}, wish())).toEqual(["validTo ends-first 2020-01-01"]);
  expect(flaws(A, wish({ validTo: "2020-01-02" }), {}, wish())).toEqual([]);
  expect(flaws(C, wish({ follows: [A] }), { [A]: wish({ validTo: "2019-01-01" }) }, wish())).toEqual([
    `follows region-fixed ${A}`,
  ]);
});

test("no ground is held twice: neither does a cell come back nor its successor begin earlier", () => {
  const next = merged(A);
  expect(flaws(A, wish(), { [NEW]: next }, ENDING)).toEqual([`validTo ground-gone ${NEW}`]);
  expect(flaws(A, wish({ validTo: "2026-11-01" }), { [NEW]: next }, ENDING)).toEqual([`validTo ground-gone ${NEW}`]);
  expect(flaws(A, { ...ENDING, name: "x" }, { [NEW]: next }, ENDING)).toEqual([]);
  expect(flaws(NEW, { ...next, validFrom: "2026-09-01" }, { [A]: ENDING }, next)).toEqual([
    `validFrom ground-stays ${A}`,
  ]);
});
