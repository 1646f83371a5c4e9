// Simulates the life of one finished case: every step is decided by the real lifecycle, so the log folds to the row.
import { createHash } from "node:crypto";
import type { Actor } from "@minqing/core/access/account";
import { compileScope } from "@minqing/core/access/scope";
import type { CaseCommandType } from "@minqing/core/case/acts";
import type { CaseOpening } from "@minqing/core/case/case";
import { applyAct, type CaseAct, type CaseState, decide, openedBy, openingAct } from "@minqing/core/case/decide";
import type { Random } from "./random.ts";

export interface FiledReport {
  /** The text from which the case's identifier is derived. */
  idText: string;
  opening: CaseOpening;
  departmentId: string;
  reportedAt: Date;
}

const MINUTE_MS = 60_000;

/** A version 8 UUID (RFC 9562, custom) derived from the case's own text, so that the same seed makes the same case. */
function caseId(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Takes a case through its life, one decided act after another. */
export function simulateCase(
  { idText, opening, departmentId, reportedAt }: FiledReport,
  random: Random,
): { current: CaseState; log: CaseAct[] } {
  const { source } = opening;
  const displayName = source === "citizen" ? "市民" : source === "grid_worker" ? "网格员" : "系统";
  const first = openingAct(
    caseId(idText),
    opening,
    { ...actorFor("partner", ""), username: source, displayName },
    reportedAt,
  );
  let current = openedBy(first);
  const log = [first];
  let at = reportedAt.getTime();
  for (const { minutes, role, command } of plannedSteps(random, departmentId)) {
    at += Math.round(minutes * MINUTE_MS);
    const { type, ...input } = command;
    const asked = { act: type, input: { ...input, version: current.version } };
    const decision = decide(current, asked, actorFor(role, departmentId), new Date(at));
    if (!decision.ok) throw new Error(`expected ${type} on ${current.status}, got ${decision.refusal}`);
    current = applyAct(current, decision.act);
    log.push(decision.act);
  }
  return { current, log };
}

type Step = {
  role: Actor["roles"][number];
  minutes: number;
  command: Record<string, unknown> & { type: CaseCommandType };
};

/** Minutes with a long tail: the square of a uniform number favours the short end. */
const skewed = (random: Random, min: number, max: number): number => min + random.next() ** 2 * (max - min);

function plannedSteps(random: Random, departmentId: string): Step[] {
  const accept: Step = { role: "acceptor", minutes: skewed(random, 0.4, 12), command: { type: "accept" } };
  if (random.next() < 0.07) {
    const reject = { type: "reject" as const, reason: "不属于受理范围" };
    return [{ role: "acceptor", minutes: skewed(random, 1, 15), command: reject }];
  }
  const dispatch = (): Step => ({
    role: "dispatcher",
    minutes: skewed(random, 0.5, 14),
    command: { type: "dispatch", departmentId },
  });
  const take = (): Step => ({ role: "handler", minutes: skewed(random, 1, 25), command: { type: "take" } });
  const submit = (): Step => ({ role: "handler", minutes: skewed(random, 18, 330), command: { type: "submit" } });
  const steps = [
    accept,
    { role: "supervisor", minutes: skewed(random, 0.5, 15), command: { type: "register" } } as Step,
    dispatch(),
  ];
  if (random.next() < 0.05) {
    steps.push(
      { role: "handler", minutes: skewed(random, 2, 30), command: { type: "return", reason: "非本单位职责" } },
      dispatch(),
    );
  }
  steps.push(take(), submit());
  if (random.next() < 0.04) {
    const rework = { type: "rework" as const, reason: "现场未清理干净" };
    steps.push({ role: "dispatcher", minutes: skewed(random, 5, 60), command: rework }, take(), submit());
  }
  return [...steps, { role: "acceptor", minutes: skewed(random, 4, 70), command: { type: "close" } }];
}

const ACTOR_NAMES: Readonly<Record<string, string>> = {
  acceptor: "受理员",
  supervisor: "值班长",
  dispatcher: "派遣员",
  handler: "处置人员",
};

function actorFor(role: Step["role"], departmentId: string): Actor {
  return {
    username: `history-${role}`,
    displayName: ACTOR_NAMES[role] ?? role,
    roles: [role],
    departmentId: role === "handler" ? departmentId : null,
    scope: compileScope([]),
    address: null,
  };
}
