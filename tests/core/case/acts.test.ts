import type { Actor } from "@minqing/core/access/account";
import { actEntry, CASE_ACT_NAMES, CaseCommand, type CaseCommandType, COMMAND_TYPES } from "@minqing/core/case/acts";
import { type CaseState, decide, moveFor, possibleCommands } from "@minqing/core/case/decide";
import { isEnded, stageOf } from "@minqing/core/case/stages";
import { CASE_STATUSES, type CaseStatus } from "@minqing/core/case/status";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deepFreeze } from "../deep-freeze.ts";
import { actor, inputFor } from "./case-life.ts";

const LATER: CaseStatus[] = ["verifying", "reviewing", "closing", "checking", "evaluated"];
const now = new Date("2026-09-11T07:42:18+08:00");

const caseIn = (status: CaseStatus, departmentId: string | null = null): CaseState =>
  deepFreeze({
    id: "c1",
    seq: 5,
    version: 3,
    status,
    statusSince: new Date(0),
    departmentId,
    secrecy: 0,
    returnCount: 0,
    reworkCount: 0,
    endedAt: null,
    closedAt: null,
    marks: {},
  });

const everyone = actor(["acceptor", "supervisor", "dispatcher", "handler"]);

const decided = (status: CaseStatus, act: CaseCommandType, who: Actor, of: string | null = null, version = 3) =>
  decide(caseIn(status, of), { act, input: inputFor(act, version, now) }, who, now);

function reachable(from: CaseStatus): Set<CaseStatus> {
  const seen = new Set<CaseStatus>([from]);
  for (const status of seen) for (const name of CASE_ACT_NAMES) seen.add(moveFor(status, name)?.to ?? status);
  return seen;
}

describe("the table of acts", () => {
  test("reaches every status that is not marked later from a report", () => {
    expect([...reachable("reported")].sort()).toEqual(CASE_STATUSES.filter((s) => !LATER.includes(s)).sort());
  });

  test("lets every reached status come to an end", () => {
    for (const status of reachable("reported")) {
      expect([...reachable(status)].some(isEnded), `no end from ${status}`).toBe(true);
    }
  });

  test("gives no command on an ended case", () => {
    for (const status of CASE_STATUSES.filter(isEnded)) expect(possibleCommands(caseIn(status), everyone)).toEqual([]);
  });

  test("names one move for each status and act", () => {
    for (const name of CASE_ACT_NAMES) {
      const from = actEntry(name).moves.flatMap((move) => move.from);
      expect([name, new Set(from).size]).toEqual([name, from.length]);
    }
  });

  test("lets the unit move a case exactly where the unit holds it", () => {
    for (const status of CASE_STATUSES) {
      const isOfUnit = COMMAND_TYPES.some((type) => moveFor(status, type)?.ofUnit === true);
      expect([status, isOfUnit]).toEqual([status, stageOf(status).heldBy === "unit"]);
    }
  });

  test("asks for the version wherever the act changes the case, and nowhere else", () => {
    for (const name of COMMAND_TYPES) {
      const { input, moves, sets } = actEntry(name);
      const changes = sets !== undefined || moves.some(({ to }) => to !== undefined);
      expect([name, "version" in input.shape]).toEqual([name, changes]);
    }
  });
});

describe("a command as a client sends it", () => {
  test("is one of the table, with its fields", () => {
    for (const type of COMMAND_TYPES) {
      const sent = { type, ...inputFor(type, 3, now) };
      expect(CaseCommand.parse(sent)).toEqual(sent);
    }
    expect(CaseCommand.safeParse({ type: "explode", version: 1 }).success).toBe(false);
    expect(CaseCommand.safeParse({ type: "reject", version: 1, reason: "  " }).success).toBe(false);
    expect(CaseCommand.safeParse({ type: "accept" }).success).toBe(false);
  });

  test("is no act of the system and no request of another kind", () => {
    expect(CaseCommand.safeParse({ type: "overdue", clock: "handling", dueAt: now.toISOString() }).success).toBe(false);
    expect(CaseCommand.safeParse({ type: "classify", version: 1, secrecy: 1, reason: "x" }).success).toBe(false);
  });
});

describe("decide", () => {
  test("refuses an act that is not in the table, an old version, a missing role", () => {
    expect(decided("reported", "close", everyone)).toEqual({ ok: false, refusal: "command-not-possible" });
    expect(decided("reported", "accept", everyone, null, 2)).toEqual({ ok: false, refusal: "version-conflict" });
    expect(decided("registered", "dispatch", actor(["acceptor"]))).toEqual({ ok: false, refusal: "role-missing" });
  });

  test("names the version before anything else", () => {
    expect(decided("reported", "close", everyone, null, 2)).toEqual({ ok: false, refusal: "version-conflict" });
  });

  test("lets a unit take only what was dispatched to it", () => {
    expect(decided("dispatched", "take", actor(["handler"], "d2"), "d1")).toEqual({
      ok: false,
      refusal: "not-your-department",
    });
    expect(decided("dispatched", "take", actor(["handler"], "d1"), "d1").ok).toBe(true);
  });

  test("lets the command centre's own department give the centre's commands", () => {
    expect(decided("handled", "rework", actor(["dispatcher"], "command-centre"), "water").ok).toBe(true);
  });

  test("accepts exactly the offered commands", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CASE_STATUSES),
        fc.constantFrom(...COMMAND_TYPES),
        fc.subarray<Actor["roles"][number]>(["acceptor", "supervisor", "dispatcher", "handler", "leader"]),
        fc.constantFrom(null, "d1", "d2"),
        fc.constantFrom(null, "d1"),
        (status, type, roles, own, responsible) => {
          const who = actor(roles, own);
          expect(decided(status, type, who, responsible).ok).toBe(
            possibleCommands(caseIn(status, responsible), who).includes(type),
          );
        },
      ),
    );
  });

  test("writes down who did what, and what the act was given, without the version", () => {
    expect(decided("reported", "reject", everyone)).toEqual({
      ok: true,
      act: {
        caseId: "c1",
        seq: 6,
        version: 4,
        at: now,
        actor: everyone.username,
        actorName: "测试",
        act: "reject",
        from: "reported",
        to: "rejected",
        detail: { reason: "理由" },
        limits: {},
      },
    });
  });
});
