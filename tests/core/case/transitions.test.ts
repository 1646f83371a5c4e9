import type { Actor } from "@minqing/core/access/account";
import { compileScope } from "@minqing/core/access/scope";
import type { Case } from "@minqing/core/case/case";
import type { CaseCommand, CaseCommandType } from "@minqing/core/case/commands";
import { isEnded } from "@minqing/core/case/stages";
import { CASE_STATUSES, type CaseStatus } from "@minqing/core/case/status";
import {
  applyTransition,
  CASE_TRANSITIONS,
  decide,
  possibleCommands,
  type TransitionRule,
} from "@minqing/core/case/transitions";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deepFreeze } from "../deep-freeze.ts";

const LATER: CaseStatus[] = ["verifying", "reviewing", "closing", "checking", "evaluated"];
const now = new Date("2026-09-11T07:42:18+08:00");

const rulesOf = (status: CaseStatus): [CaseCommandType, TransitionRule][] =>
  Object.entries(CASE_TRANSITIONS[status]) as [CaseCommandType, TransitionRule][];

const actor = (roles: Actor["roles"], departmentId: string | null = null): Actor => ({
  username: roles.join("+"),
  displayName: "测试",
  roles,
  departmentId,
  scope: compileScope(["441500"]),
  address: null,
});

const caseIn = (status: CaseStatus, departmentId: string | null = null): Case =>
  deepFreeze({ id: "c1", status, priority: 2, departmentId, returnCount: 0, reworkCount: 0, version: 3 });

const commandOf = (type: CaseCommandType, version = 3): CaseCommand => {
  if (type === "dispatch") return { type, version, departmentId: "d1" };
  if (type === "reject" || type === "cancel" || type === "return" || type === "rework") {
    return { type, version, reason: "理由" };
  }
  return { type, version };
};

const everyone = actor(["acceptor", "supervisor", "dispatcher", "handler"]);

function reachable(from: CaseStatus): Set<CaseStatus> {
  const seen = new Set<CaseStatus>([from]);
  for (const status of seen) for (const [, rule] of rulesOf(status)) seen.add(rule.to);
  return seen;
}

describe("the lifecycle", () => {
  test("every status that is not marked later is reached from a report", () => {
    expect([...reachable("reported")].sort()).toEqual(CASE_STATUSES.filter((s) => !LATER.includes(s)).sort());
  });

  test("an end can be reached from every reached status", () => {
    for (const status of reachable("reported")) {
      expect([...reachable(status)].some(isEnded), `no end from ${status}`).toBe(true);
    }
  });

  test("an ended case accepts no command", () => {
    for (const status of CASE_STATUSES.filter(isEnded)) expect(possibleCommands(caseIn(status), everyone)).toEqual([]);
  });

  test("the main line runs from report to close", () => {
    const line: CaseCommandType[] = ["accept", "register", "dispatch", "take", "submit", "close"];
    let row = caseIn("reported");
    for (const type of line) {
      const decision = decide(row, commandOf(type, row.version), everyone, now);
      expect(decision.ok, `${type} from ${row.status}`).toBe(true);
      if (decision.ok) row = deepFreeze(applyTransition(row, decision.transition));
    }
    expect(row).toMatchObject({ status: "closed", version: 9, departmentId: "d1" });
  });
});

describe("decide", () => {
  test("a command that is not in the table is refused", () => {
    expect(decide(caseIn("reported"), commandOf("close"), everyone, now)).toEqual({
      ok: false,
      refusal: "command-not-possible",
    });
  });

  test("a command on an old version is refused before anything else", () => {
    expect(decide(caseIn("reported"), commandOf("close", 2), everyone, now)).toEqual({
      ok: false,
      refusal: "version-conflict",
    });
  });

  test("a role without the right is refused", () => {
    expect(decide(caseIn("registered"), commandOf("dispatch"), actor(["acceptor"]), now)).toEqual({
      ok: false,
      refusal: "role-missing",
    });
  });

  test("a department takes only what was dispatched to it", () => {
    const row = caseIn("dispatched", "d1");
    expect(decide(row, commandOf("take"), actor(["handler"], "d2"), now)).toEqual({
      ok: false,
      refusal: "not-your-department",
    });
    expect(decide(row, commandOf("take"), actor(["handler"], "d1"), now).ok).toBe(true);
  });

  test("a return takes the department away and is counted; a rework keeps it and is counted", () => {
    const returned = decide(caseIn("handling", "d1"), commandOf("return"), actor(["handler"], "d1"), now);
    expect(returned).toMatchObject({ transition: { to: "registered", departmentId: null, returnCount: 1 } });
    const reworked = decide(caseIn("handled", "d1"), commandOf("rework"), actor(["dispatcher"]), now);
    expect(reworked).toMatchObject({ transition: { to: "dispatched", departmentId: "d1", reworkCount: 1 } });
  });

  test("exactly the offered commands are accepted", () => {
    const types: CaseCommandType[] = [
      ...new Set(CASE_STATUSES.flatMap((status) => rulesOf(status).map(([type]) => type))),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...CASE_STATUSES),
        fc.constantFrom(...types),
        fc.subarray<Actor["roles"][number]>(["acceptor", "supervisor", "dispatcher", "handler", "leader"]),
        fc.constantFrom(null, "d1", "d2"),
        fc.constantFrom(null, "d1"),
        (status, type, roles, own, responsible) => {
          const row = caseIn(status, responsible);
          const who = actor(roles, own);
          expect(decide(row, commandOf(type), who, now).ok).toBe(possibleCommands(row, who).includes(type));
        },
      ),
    );
  });
});

describe("what a decision records", () => {
  const decided = (status: CaseStatus, command: CaseCommand, by = everyone, of: string | null = null) => {
    const decision = decide(caseIn(status, of), command, by, now);
    if (!decision.ok) throw new Error(`expected ${command.type}, got ${decision.refusal}`);
    return decision.transition;
  };

  test("reason and note of the command, null if there is none", () => {
    expect(decided("reported", { type: "accept", version: 3 })).toMatchObject({ reason: null, note: null });
    const reject = { type: "reject", version: 3, reason: "重复", note: "见 0911-0001" } as const;
    expect(decided("reported", reject)).toMatchObject({ reason: "重复", note: "见 0911-0001" });
  });

  test("returns and reworks are counted separately, and nothing else is counted", () => {
    const counts = (status: CaseStatus, command: CaseCommand) => {
      const { returnCount, reworkCount } = decided(status, command);
      return [returnCount, reworkCount];
    };
    expect(counts("dispatched", commandOf("return"))).toEqual([1, 0]);
    expect(counts("handled", commandOf("rework"))).toEqual([0, 1]);
    expect(counts("dispatched", commandOf("take"))).toEqual([0, 0]);
  });

  test("a dispatcher of the command centre's own department may give the dispatcher's commands", () => {
    const dispatcher = actor(["dispatcher"], "command-centre");
    expect(decided("handled", commandOf("rework"), dispatcher, "water").to).toBe("dispatched");
  });
});
