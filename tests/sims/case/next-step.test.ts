// The simulated command centre and units take every case to an end, by commands that the lifecycle allows.
import type { Actor } from "@minqing/core/access/account";
import { compileScope } from "@minqing/core/access/scope";
import type { CaseView } from "@minqing/core/case/case";
import { applyAct, type CaseState, decide } from "@minqing/core/case/decide";
import { isEnded } from "@minqing/core/case/stages";
import { chooseDepartment } from "@minqing/sims/case/choose-department";
import { nextStep, type Seat } from "@minqing/sims/case/next-step";
import fc from "fast-check";
import { expect, test } from "vitest";

const units = [
  { id: "441500-water", kind: "water", regionCode: "441500" },
  { id: "441502-water", kind: "water", regionCode: "441502" },
  { id: "441581-water", kind: "water", regionCode: "441581" },
];
const reported: CaseView = {
  id: "0190f7a0-0000-7000-8000-000000000001",
  number: "0911-0001",
  kind: "event",
  category: "0506",
  categoryNameZh: "道路积水",
  categoryNameEn: "Flooded road",
  title: "路面积水",
  status: "reported",
  priority: 2,
  source: "citizen",
  sourceId: null,
  regionCode: "441502001001001",
  reachCode: null,
  secrecy: 0,
  regionName: "示例",
  position: [115.3, 22.8],
  address: null,
  departmentId: null,
  departmentName: null,
  reportedAt: "2026-09-11T06:00:00.000Z",
  statusSince: "2026-09-11T06:00:00.000Z",
  clockSince: null,
  approachingAt: null,
  deadlineAt: null,
  closedAt: null,
  marks: {},
  returnCount: 0,
  reworkCount: 0,
  version: 1,
  synthetic: true,
};
const actor = (seat: Seat): Actor => ({
  username: seat,
  displayName: seat,
  roles: [seat],
  departmentId: null,
  scope: compileScope(["441500"]),
  address: null,
});

function runToEnd(id: string, seed: string) {
  const options = { seed, rate: 1, units, unitKind: () => "water" };
  let current: CaseView = { ...reported, id };
  let state: CaseState = {
    ...reported,
    id,
    seq: 1,
    statusSince: new Date(reported.statusSince),
    endedAt: null,
    closedAt: null,
  };
  const commands: string[] = [];
  let totalMs = 0;
  for (let step = nextStep(current, options); step !== null; step = nextStep(current, options)) {
    const { type, ...input } = step.command;
    const decision = decide(state, { act: type, input }, actor(step.seat), new Date(0));
    if (!decision.ok) throw new Error(`${type} of ${current.status}: ${decision.refusal}`);
    state = applyAct(state, decision.act);
    const { status, version, departmentId, returnCount, reworkCount } = state;
    current = { ...current, status, version, departmentId, returnCount, reworkCount };
    commands.push(step.command.type);
    totalMs += step.afterMs;
    if (commands.length > 30) throw new Error(`expected an end, got ${commands.join(" ")}`);
  }
  return { current, commands, totalMs };
}

test("every case ends within half an hour, by allowed commands only", () => {
  fc.assert(
    fc.property(fc.uuid(), fc.string(), (id, seed) => {
      const { current, totalMs } = runToEnd(id, seed);
      expect(isEnded(current.status)).toBe(true);
      expect(totalMs).toBeLessThan(30 * 60_000);
      expect(totalMs).toBeGreaterThan(1_000);
    }),
  );
});

test("returns, reworks and rejections occur, and most cases take the direct way", () => {
  const runs = Array.from({ length: 400 }, (_, i) => runToEnd(`case-${i}`, "minqing").commands);
  const share = (command: string): number => runs.filter((commands) => commands.includes(command)).length / runs.length;
  expect(share("close")).toBeGreaterThan(0.9);
  for (const command of ["return", "rework", "reject"]) {
    expect(share(command)).toBeGreaterThan(0.005);
    expect(share(command)).toBeLessThan(0.2);
  }
});

test("a case goes to the county's unit, after a return to the city's unit, never to another county's", () => {
  const at = (returnCount: number) => chooseDepartment({ regionCode: "441502001001001", returnCount }, "water", units);
  expect([at(0), at(1), at(2)]).toEqual(["441502-water", "441500-water", "441500-water"]);
  expect(chooseDepartment({ regionCode: "441502001001001", returnCount: 0 }, "fire", units)).toBeNull();
});
