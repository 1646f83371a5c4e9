import { compileScope, type Grants, placeKey, scopeKey } from "@minqing/core/access/scope";
import { inPlace, mayNameCase, type Standing, seesCase, seesDetection, standsIn } from "@minqing/core/access/standing";
import { unitsBelow } from "@minqing/core/access/units";
import { expect, test } from "vitest";

const county = (grants: Partial<Grants>) => compileScope(["441521"], [], grants);
const HERE = "441521001001";
const ELSEWHERE = "441502001001";
const aCase = (part: Partial<Standing>): Standing => ({ ...standsIn(HERE), ...part });

test("a river chief sees what stands on the own reaches in whichever county, and nothing else there", () => {
  const chief = county({ reaches: ["r1"] });
  expect(inPlace(chief, { code: ELSEWHERE, reach: "r1" })).toBe(true);
  expect(inPlace(chief, { code: ELSEWHERE, reach: "r2" })).toBe(false);
  expect(inPlace(chief, { code: ELSEWHERE, reach: null })).toBe(false);
  expect(seesCase(chief, aCase({ code: ELSEWHERE, reach: "r1" }))).toBe(true);
});

test("a unit sees what is dispatched to it wherever it lies, and with the range of a unit nothing else", () => {
  const unit = county({ caseRange: "department", departments: ["u1"], own: "me", reaches: ["r1"] });
  expect(seesCase(unit, aCase({ department: "u1", code: ELSEWHERE }))).toBe(true);
  expect(seesCase(unit, aCase({ department: "u2" }))).toBe(false);
  expect(seesCase(unit, aCase({ department: null, reach: "r1" }))).toBe(false);
  expect(seesCase(unit, aCase({ department: "u2", reportedBy: "me" }))).toBe(true);
  expect(inPlace(unit, { code: HERE, reach: null })).toBe(true);
});

test("with the range of the own reports nobody else's case is seen, the unit's neither", () => {
  const own = county({ caseRange: "own", departments: ["u1"], own: "me" });
  expect(seesCase(own, aCase({ reportedBy: "me", code: ELSEWHERE }))).toBe(true);
  expect(seesCase(own, aCase({ reportedBy: "other" }))).toBe(false);
  expect(seesCase(own, aCase({ department: "u1" }))).toBe(false);
});

test("what is more confidential than the clearance is seen by no way, the own report included", () => {
  const ways = [county({}), county({ departments: ["u1"] }), county({ caseRange: "own", own: "me" })];
  for (const scope of ways)
    expect(seesCase(scope, aCase({ department: "u1", reportedBy: "me", secrecy: 1 }))).toBe(false);
  expect(seesCase(county({ secrecy: 1 }), aCase({ secrecy: 1 }))).toBe(true);
  expect(seesCase(county({ secrecy: 1 }), aCase({ secrecy: 2 }))).toBe(false);
});

test("a detection is seen by its place and no further than the clearance, whatever cases are meant", () => {
  const detection = { ...standsIn(HERE), secrecy: 1 as const };
  expect(seesDetection(county({}), detection)).toBe(false);
  expect(seesDetection(county({ secrecy: 1, caseRange: "own", own: "me" }), detection)).toBe(true);
  expect(seesDetection(county({ secrecy: 2 }), { ...detection, code: ELSEWHERE })).toBe(false);
});

test("a case is named by its alarm to whoever sees the case, and to nobody where nothing is known of it", () => {
  const alarm = { ...standsIn(HERE), case: aCase({ department: "u1", secrecy: 1 }) };
  expect(mayNameCase(county({ secrecy: 1 }), alarm)).toBe(true);
  expect(mayNameCase(county({}), alarm)).toBe(false);
  expect(mayNameCase(county({ secrecy: 1, caseRange: "department", departments: ["u2"] }), alarm)).toBe(false);
  expect(mayNameCase(county({ secrecy: 2 }), standsIn(HERE))).toBe(false);
});

test("equal scopes have one key; whoever sees all cases of a place shares it, whatever the name", () => {
  expect(scopeKey(county({ own: "me" }))).toBe(scopeKey(county({ own: "other" })));
  expect(scopeKey(county({ departments: ["b", "a", "b"] }))).toBe(scopeKey(county({ departments: ["a", "b"] })));
  expect(scopeKey(county({ caseRange: "own", own: "me" }))).not.toBe(
    scopeKey(county({ caseRange: "own", own: "you" })),
  );
});

test("frames go by place: cases make no difference to them, reaches do", () => {
  expect(placeKey(county({ caseRange: "own", own: "me", secrecy: 2, departments: ["a"] }))).toBe(placeKey(county({})));
  expect(placeKey(county({ reaches: ["r1"] }))).not.toBe(placeKey(county({})));
});

test("a unit has the units below it, and a circle ends", () => {
  const units = [
    { id: "bureau", parentId: null },
    { id: "county", parentId: "bureau" },
    { id: "station", parentId: "county" },
    { id: "other", parentId: null },
    { id: "x", parentId: "y" },
    { id: "y", parentId: "x" },
  ];
  expect(unitsBelow("bureau", units)).toEqual(["bureau", "county", "station"]);
  expect(unitsBelow("station", units)).toEqual(["station"]);
  expect(unitsBelow("x", units)).toEqual(["x", "y"]);
});
