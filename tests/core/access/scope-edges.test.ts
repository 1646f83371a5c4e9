// Edge cases of scopes: nested managed regions, long chains of management, and keys of different scopes.
import {
  compileScope,
  concernsScope,
  type Grants,
  type ManagedRegion,
  placeKey,
  resolveScope,
  scopeKey,
} from "@minqing/core/access/scope";
import { describe, expect, test } from "vitest";

const [CHENG, HAIFENG, LUFENG] = ["441502", "441521", "441581"];
const TOWN = "441521105";
const region = (code: string, managedBy: string): ManagedRegion => ({ code, managedBy });
const placeOf = (regions: string[], managed: ManagedRegion[]) => placeKey(resolveScope(regions, [], managed));

describe("the region that runs another", () => {
  const nested = [region(TOWN, LUFENG), region(`${TOWN}001`, HAIFENG)];

  test.each([
    ["in order", nested],
    ["in the other order", [...nested].reverse()],
  ])("is the smallest managed region around it, %s", (_, managed) => {
    expect(placeOf([LUFENG], managed)).toBe(`${TOWN}+${LUFENG}-${TOWN}001`);
    // An exception has no exceptions: a region that it runs inside a town that it does not run is not seen.
    expect(placeOf([HAIFENG], managed)).toBe(`${HAIFENG}-${TOWN}`);
  });

  test("is of the first row, if one region has two", () => {
    expect(placeOf([LUFENG], [region(TOWN, LUFENG), region(TOWN, CHENG)])).toBe(`${TOWN}+${LUFENG}`);
    expect(placeOf([LUFENG], [region(TOWN, CHENG), region(TOWN, LUFENG)])).toBe(LUFENG);
  });

  test("may be either county of an account with two", () => {
    expect(placeOf([CHENG, HAIFENG], [region(TOWN, LUFENG)])).toBe(`${CHENG}+${HAIFENG}-${TOWN}`);
    expect(placeOf([CHENG, HAIFENG], [region("441581001", CHENG)])).toBe(`${CHENG}+${HAIFENG}+441581001`);
  });

  test("is found through the region that contains the manager", () => {
    expect(placeOf([CHENG], [region(TOWN, "441581101"), region(LUFENG, CHENG)])).toBe(`${CHENG}+${TOWN}+${LUFENG}`);
  });

  test("may lie inside an explicitly granted region", () => {
    const managed = [region(TOWN, LUFENG), region("441502001", `${TOWN}001003`)];
    expect(placeOf([`${TOWN}001`], managed)).toBe(`441502001+${TOWN}001`);
  });

  /** The first is run by the second, and so on; the last by a granted region. */
  const chain = (links: number) =>
    Array.from({ length: links }, (_, i) => region(`4415210${10 + i}`, i + 1 < links ? `4415210${11 + i}` : CHENG));

  test("is found over a chain of eight links and no more", () => {
    expect(placeOf([CHENG], chain(8)).split("+")).toHaveLength(9);
    expect(placeOf([CHENG], chain(9)).split("+")).toHaveLength(9);
    expect(placeOf([CHENG], chain(9))).not.toContain("441521010");
  });

  test("does not exist in a circle", () => {
    expect(placeOf([CHENG], [region(TOWN, LUFENG), region(LUFENG, TOWN)])).toBe(CHENG);
  });
});

test("the range of own reports has no departments", () => {
  expect(compileScope([CHENG], [], { caseRange: "own", departments: ["d1"] }).departments).toEqual([]);
  expect(compileScope([CHENG], [], { caseRange: "department", departments: ["d1"] }).departments).toEqual(["d1"]);
});

test("a warning for a city concerns every scope with a part of it", () => {
  expect(concernsScope(compileScope(["440502", CHENG]), "441500")).toBe(true);
});

test("different scopes have different keys", () => {
  const grants: Partial<Grants>[] = [
    {},
    { secrecy: 1 },
    { secrecy: 2 },
    { caseRange: "own", own: "li" },
    { caseRange: "own", own: "wang" },
    { caseRange: "department", departments: [], own: "li" },
    { caseRange: "department", departments: ["a", "b"], own: "li" },
    { caseRange: "department", departments: ["ad=b"], own: "li" },
    { caseRange: "department", departments: ["c"], own: "li" },
    { reaches: ["a", "bc"] },
    { reaches: ["ab", "c"] },
  ];
  const keys = grants.map((each) => scopeKey(compileScope([CHENG], [], each)));
  expect(new Set(keys).size).toBe(grants.length);
});
