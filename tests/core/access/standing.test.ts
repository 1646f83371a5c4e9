import { compileScope, type Grants, placeKey, scopeKey, seesLive } from "@minqing/core/access/scope";
import {
  inPlace,
  mayNameCase,
  Standing,
  seesAlarm,
  seesAsReporter,
  seesCase,
  seesDetection,
  standingAt,
} from "@minqing/core/access/standing";
import { unitsBelow } from "@minqing/core/access/units";
import { expect, test } from "vitest";

const county = (grants: Partial<Grants>) => compileScope(["441521"], [], grants);
const HERE = "441521001001";
const ELSEWHERE = "441502001001";
const aCase = (part: Partial<Standing>): Standing => ({ ...standingAt(HERE), ...part });

test("a river chief sees objects on the own reaches in every county, and nothing else there", () => {
  const chief = county({ reaches: ["r1"] });
  expect(inPlace(chief, { code: ELSEWHERE, reach: "r1" })).toBe(true);
  expect(inPlace(chief, { code: ELSEWHERE, reach: "r2" })).toBe(false);
  expect(inPlace(chief, { code: ELSEWHERE, reach: null })).toBe(false);
  expect(seesCase(chief, aCase({ code: ELSEWHERE, reach: "r1" }))).toBe(true);
});

test("a unit sees the cases dispatched to it in every region, and with the range of a unit nothing else", () => {
  const unit = county({ caseRange: "department", departments: ["u1"], own: "me", reaches: ["r1"] });
  expect(seesCase(unit, aCase({ lead: "u1", code: ELSEWHERE }))).toBe(true);
  expect(seesCase(unit, aCase({ lead: "u2" }))).toBe(false);
  expect(seesCase(unit, aCase({ lead: null, reach: "r1" }))).toBe(false);
  expect(seesCase(unit, aCase({ lead: "u2", reporters: ["me"] }))).toBe(true);
  expect(inPlace(unit, { code: HERE, reach: null })).toBe(true);
});

test("an assisting unit and an assigned person see the case as the lead and the reporters do", () => {
  const unit = county({ caseRange: "department", departments: ["u1"], own: "me" });
  expect(seesCase(unit, aCase({ lead: "u2", assisting: ["u3", "u1"], code: ELSEWHERE }))).toBe(true);
  expect(seesCase(unit, aCase({ lead: "u2", assignees: ["other", "me"] }))).toBe(true);
  const own = county({ caseRange: "own", own: "me" });
  expect(seesCase(own, aCase({ reporters: ["other", "me"], code: ELSEWHERE }))).toBe(true);
  expect(seesCase(own, aCase({ assisting: ["u1"], reporters: ["other"], assignees: ["other"] }))).toBe(false);
});

test("who sees a case for the own report alone is its reporter, and who is assigned to it is not", () => {
  const own = county({ caseRange: "own", own: "me" });
  expect(seesAsReporter(own, aCase({ reporters: ["me"] }))).toBe(true);
  expect(seesAsReporter(own, aCase({ reporters: ["me"], assignees: ["me"] }))).toBe(false);
  expect(seesAsReporter(own, aCase({ reporters: ["other"] }))).toBe(false);
  const unit = county({ caseRange: "department", departments: ["u1"], own: "me" });
  expect(seesAsReporter(unit, aCase({ reporters: ["me"], lead: "u2" }))).toBe(true);
  expect(seesAsReporter(unit, aCase({ reporters: ["me"], lead: "u1" }))).toBe(false);
  expect(seesAsReporter(county({}), aCase({ reporters: ["me"] }))).toBe(false);
});

test("entries of the log from before there were sets are still read", () => {
  const old = { code: HERE, reach: null, department: "u1", reportedBy: "me", secrecy: 1, case: null };
  expect(Standing.parse(old)).toEqual({
    code: HERE,
    reach: null,
    lead: "u1",
    assisting: [],
    reporters: ["me"],
    assignees: [],
    secrecy: 1,
    case: null,
  });
  expect(Standing.parse({ code: HERE })).toEqual(standingAt(HERE));
  const named = { code: HERE, case: { code: HERE, department: null, reportedBy: null, secrecy: 0 } };
  expect(Standing.parse(named).case).toMatchObject({ lead: null, reporters: [] });
});

test("with the range of own reports no other case is seen, not even the unit's", () => {
  const own = county({ caseRange: "own", departments: ["u1"], own: "me" });
  expect(seesCase(own, aCase({ reporters: ["me"], code: ELSEWHERE }))).toBe(true);
  expect(seesCase(own, aCase({ reporters: ["other"] }))).toBe(false);
  expect(seesCase(own, aCase({ lead: "u1" }))).toBe(false);
});

test("a case above the clearance is never seen, not even the own report", () => {
  const ways = [county({}), county({ departments: ["u1"] }), county({ caseRange: "own", own: "me" })];
  for (const scope of ways) expect(seesCase(scope, aCase({ lead: "u1", reporters: ["me"], secrecy: 1 }))).toBe(false);
  expect(seesCase(county({ secrecy: 1 }), aCase({ secrecy: 1 }))).toBe(true);
  expect(seesCase(county({ secrecy: 1 }), aCase({ secrecy: 2 }))).toBe(false);
});

test("a detection is seen by its place and up to the clearance", () => {
  const detection = { ...standingAt(HERE), secrecy: 1 as const };
  expect(seesDetection(county({}), detection)).toBe(false);
  expect(seesDetection(county({ secrecy: 1 }), detection)).toBe(true);
  expect(seesDetection(county({ secrecy: 2 }), { ...detection, code: ELSEWHERE })).toBe(false);
});

test("the ranges unit and own see alarms and detections only through their cases, wherever these are", () => {
  const unit = county({ caseRange: "department", departments: ["u1"], own: "me" });
  const own = county({ caseRange: "own", own: "me" });
  for (const sees of [seesAlarm, seesDetection]) {
    expect(sees(unit, standingAt(HERE))).toBe(false);
    expect(sees(own, standingAt(HERE))).toBe(false);
    expect(sees(unit, { ...standingAt(ELSEWHERE), case: aCase({ lead: "u1", code: ELSEWHERE }) })).toBe(true);
    expect(sees(unit, { ...standingAt(HERE), case: aCase({ lead: "u2" }) })).toBe(false);
    expect(sees(own, { ...standingAt(HERE), case: aCase({ reporters: ["me"] }) })).toBe(true);
    expect(sees(own, { ...standingAt(HERE), case: aCase({ reporters: ["me"], secrecy: 1 }) })).toBe(false);
  }
});

test("an alarm names its case only to a scope that sees the case", () => {
  const alarm = { ...standingAt(HERE), case: aCase({ lead: "u1", secrecy: 1 }) };
  expect(mayNameCase(county({ secrecy: 1 }), alarm)).toBe(true);
  expect(mayNameCase(county({}), alarm)).toBe(false);
  expect(mayNameCase(county({ secrecy: 1, caseRange: "department", departments: ["u2"] }), alarm)).toBe(false);
  expect(mayNameCase(county({ secrecy: 2 }), standingAt(HERE))).toBe(false);
});

test("equal scopes have one key; accounts that see all cases of a place share it", () => {
  expect(scopeKey(county({ own: "me" }))).toBe(scopeKey(county({ own: "other" })));
  expect(scopeKey(county({ departments: ["b", "a", "b"] }))).toBe(scopeKey(county({ departments: ["a", "b"] })));
  expect(scopeKey(county({ caseRange: "own", own: "me" }))).not.toBe(
    scopeKey(county({ caseRange: "own", own: "you" })),
  );
});

test("frames depend on the place: clearance does not matter, reaches do, and the ranges unit and own have none", () => {
  expect(placeKey(county({ secrecy: 2 }))).toBe(placeKey(county({})));
  const unit = compileScope([ELSEWHERE], [], { caseRange: "department", departments: ["a"], own: "x" });
  expect(placeKey(county({ caseRange: "own", own: "me" }))).toBe(placeKey(unit));
  expect(placeKey(unit)).not.toBe(placeKey(compileScope([ELSEWHERE])));
  expect(seesLive(county({ caseRange: "own", own: "me" }), { code: HERE, reach: null })).toBe(false);
  expect(seesLive(county({}), { code: HERE, reach: null })).toBe(true);
  expect(placeKey(county({ reaches: ["r1"] }))).not.toBe(placeKey(county({})));
});

test("the units below a unit are found, and a circle ends", () => {
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
