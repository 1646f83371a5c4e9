// The whole lifecycle of a case (案件). A pair absent from the table is forbidden. [GB/T 30428.1 workflow]
import type { Actor } from "../access/account.ts";
import type { Case } from "./case.ts";
import type { CaseCommand, CaseCommandType } from "./commands.ts";
import type { CaseStatus } from "./status.ts";

type RuleRole = Actor["roles"][number];

export interface TransitionRule {
  to: CaseStatus;
  by: readonly RuleRole[];
  /** Only the unit to which the case is dispatched may give the command. */
  ofUnit?: true;
}

const ACCEPTING = ["acceptor", "supervisor", "system"] as const;
const DISPATCHING = ["dispatcher", "supervisor"] as const;

export const CASE_TRANSITIONS = {
  reported: {
    accept: { to: "accepted", by: ACCEPTING },
    reject: { to: "rejected", by: ["acceptor", "supervisor"] },
    cancel: { to: "cancelled", by: ["acceptor", "supervisor"] },
  },
  verifying: {},
  accepted: {
    register: { to: "registered", by: ["supervisor", "system"] },
    reject: { to: "rejected", by: ["supervisor"] },
  },
  registered: {
    dispatch: { to: "dispatched", by: DISPATCHING },
    return: { to: "accepted", by: DISPATCHING },
  },
  dispatched: {
    take: { to: "handling", by: ["handler"], ofUnit: true },
    return: { to: "registered", by: ["handler"], ofUnit: true },
  },
  handling: {
    submit: { to: "handled", by: ["handler"], ofUnit: true },
    return: { to: "registered", by: ["handler"], ofUnit: true },
  },
  handled: {
    rework: { to: "dispatched", by: ["dispatcher", "acceptor", "supervisor"] },
    close: { to: "closed", by: ["acceptor", "supervisor"] },
  },
  reviewing: {},
  closing: {},
  checking: {},
  closed: {},
  evaluated: {},
  rejected: {},
  cancelled: {},
} as const satisfies Record<CaseStatus, Partial<Record<CaseCommandType, TransitionRule>>>;

/** Why a command is refused; the server maps the code to an HTTP problem, the console to a text. */
export type CommandRefusal = "command-not-possible" | "role-missing" | "version-conflict" | "not-your-department";

export interface DecidedTransition {
  caseId: string;
  version: number;
  at: Date;
  actor: string;
  actorName: string;
  command: CaseCommandType;
  from: CaseStatus;
  to: CaseStatus;
  reason: string | null;
  note: string | null;
  /** The responsible department after the transition. */
  departmentId: string | null;
  returnCount: number;
  reworkCount: number;
}

export type CaseDecision = { ok: true; transition: DecidedTransition } | { ok: false; refusal: CommandRefusal };

export function ruleFor(status: CaseStatus, command: CaseCommandType): TransitionRule | null {
  const row: Partial<Record<CaseCommandType, TransitionRule>> = CASE_TRANSITIONS[status];
  return row[command] ?? null;
}

/** The rule that permits the command to this actor, or the refusal. */
function permit(current: Case, command: CaseCommandType, actor: Actor): TransitionRule | CommandRefusal {
  const rule = ruleFor(current.status, command);
  if (rule === null) return "command-not-possible";
  if (!actor.roles.some((role) => rule.by.includes(role))) return "role-missing";
  const isOtherUnit = actor.departmentId !== null && actor.departmentId !== current.departmentId;
  return rule.ofUnit === true && isOtherUnit ? "not-your-department" : rule;
}

/** The commands this actor may give now: what the console draws as buttons. */
export function possibleCommands(current: Case, actor: Actor): CaseCommandType[] {
  const row: Partial<Record<CaseCommandType, TransitionRule>> = CASE_TRANSITIONS[current.status];
  return (Object.keys(row) as CaseCommandType[]).filter((type) => typeof permit(current, type, actor) !== "string");
}

/** A dispatch sets the department, a return to the dispatcher removes it, everything else (a rework) keeps it. */
function departmentAfter(current: Case, command: CaseCommand): string | null {
  if (command.type === "dispatch") return command.departmentId;
  return command.type === "return" ? null : current.departmentId;
}

/** Decides a command: returns the transition to append, or the refusal. The caller has locked the row. */
export function decide(current: Case, command: CaseCommand, actor: Actor, now: Date): CaseDecision {
  const rule = command.version === current.version ? permit(current, command.type, actor) : "version-conflict";
  if (typeof rule === "string") return { ok: false, refusal: rule };
  return {
    ok: true,
    transition: {
      caseId: current.id,
      version: current.version + 1,
      at: now,
      actor: actor.username,
      actorName: actor.displayName,
      command: command.type,
      from: current.status,
      to: rule.to,
      reason: "reason" in command ? command.reason : null,
      note: command.note ?? null,
      departmentId: departmentAfter(current, command),
      returnCount: current.returnCount + (command.type === "return" ? 1 : 0),
      reworkCount: current.reworkCount + (command.type === "rework" ? 1 : 0),
    },
  };
}

/** The row after the transition: folding the log gives the row. */
export function applyTransition(current: Case, transition: DecidedTransition): Case {
  const { version, to, departmentId, returnCount, reworkCount } = transition;
  return { ...current, version, status: to, departmentId, returnCount, reworkCount };
}
