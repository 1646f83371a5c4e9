// The edges of a scope: which of nested regions counts, how far a chain of management reaches, what a key tells apart.
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

describe("who runs a region", () => {
  const nested = [region(TOWN, LUFENG), region(`${TOWN}001`, HAIFENG)];

  test.each([
    ["in order", nested],
    ["in the other order", [...nested].reverse()],
  ])("is the smallest managed region around it, %s", (_, managed) => {
    expect(placeOf([LUFENG], managed)).toBe(`${TOWN}+${LUFENG}-${TOWN}001`);
    // An exception has no exceptions: what it runs inside the town that it does not run, it does not see.
    expect(placeOf([HAIFENG], managed)).toBe(`${HAIFENG}-${TOWN}`);
  });

  test("of two rows for one region the first counts", () => {
    expect(placeOf([LUFENG], [region(TOWN, LUFENG), region(TOWN, CHENG)])).toBe(`${TOWN}+${LUFENG}`);
    expect(placeOf([LUFENG], [region(TOWN, CHENG), region(TOWN, LUFENG)])).toBe(LUFENG);
  });

  test("for somebody with two counties either counts", () => {
    expect(placeOf([CHENG, HAIFENG], [region(TOWN, LUFENG)])).toBe(`${CHENG}+${HAIFENG}-${TOWN}`);
    expect(placeOf([CHENG, HAIFENG], [region("441581001", CHENG)])).toBe(`${CHENG}+${HAIFENG}+441581001`);
  });

  test("is followed through the region that the manager lies in", () => {
    expect(placeOf([CHENG], [region(TOWN, "441581101"), region(LUFENG, CHENG)])).toBe(`${CHENG}+${TOWN}+${LUFENG}`);
  });

  test("is whoever was given a region inside of it by its own name", () => {
    const managed = [region(TOWN, LUFENG), region("441502001", `${TOWN}001003`)];
    expect(placeOf([`${TOWN}001`], managed)).toBe(`441502001+${TOWN}001`);
  });

  /** The first is run by the second, and so on; the last by somebody who was given it. */
  const chain = (links: number) =>
    Array.from({ length: links }, (_, i) => region(`4415210${10 + i}`, i + 1 < links ? `4415210${11 + i}` : CHENG));

  test("is followed over eight links and no further", () => {
    expect(placeOf([CHENG], chain(8)).split("+")).toHaveLength(9);
    expect(placeOf([CHENG], chain(9)).split("+")).toHaveLength(9);
    expect(placeOf([CHENG], chain(9))).not.toContain("441521010");
  });

  test("in a circle is nobody", () => {
    expect(placeOf([CHENG], [region(TOWN, LUFENG), region(LUFENG, TOWN)])).toBe(CHENG);
  });
});

test("own reports alone need no department", () => {
  expect(compileScope([CHENG], [], { caseRange: "own", departments: ["d1"] }).departments).toEqual([]);
  expect(compileScope([CHENG], [], { caseRange: "department", departments: ["d1"] }).departments).toEqual(["d1"]);
});

test("a warning for a city concerns whoever has any part of it", () => {
  expect(concernsScope(compileScope(["440502", CHENG]), "441500")).toBe(true);
});

test("whatever makes two scopes differ makes their keys differ", () => {
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
