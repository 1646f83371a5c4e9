// Decides acts on a case, and folds the log: the row is what the acts have made of it.
import type { Actor } from "../access/account.ts";
import type { Secrecy } from "../access/scope.ts";
import {
  actEntry,
  type CaseActEntry,
  type CaseActName,
  type CaseCommandType,
  COMMAND_TYPES,
  type Move,
} from "./acts.ts";
import { type CaseMarks, CaseOpening } from "./case.ts";
import type { AppliedLimits } from "./clock.ts";
import { endAfter } from "./stages.ts";
import type { CaseStatus } from "./status.ts";

/** What the log makes of a case; its opening row is in the first act's detail. */
export interface CaseState {
  id: string;
  /** Number of the last act in the log. */
  seq: number;
  /** Rises with acts that change what a command depends on. */
  version: number;
  status: CaseStatus;
  statusSince: Date;
  departmentId: string | null;
  secrecy: Secrecy;
  returnCount: number;
  reworkCount: number;
  endedAt: Date | null;
  closedAt: Date | null;
  marks: CaseMarks;
}

/** One entry of the log of a case; never changed or removed. */
export interface CaseAct {
  caseId: string;
  seq: number;
  /** The case's version after the act. */
  version: number;
  at: Date;
  actor: string;
  actorName: string;
  act: CaseActName;
  from: CaseStatus | null;
  to: CaseStatus;
  /** What the act was given, by its `input`, without the version. */
  detail: Readonly<Record<string, unknown>>;
  /** Limits of the clocks that it started. */
  limits: AppliedLimits;
}

/** Why an act is refused; the server maps the code to an HTTP problem, the console to a text. */
export type ActRefusal = "command-not-possible" | "role-missing" | "version-conflict" | "not-your-department";

export type CaseDecision = { ok: true; act: CaseAct } | { ok: false; refusal: ActRefusal };

/** The fields of a case that decide what is possible. */
type Deciding = Pick<CaseState, "status" | "departmentId">;

export const moveFor = (status: CaseStatus, name: CaseActName): Move | null =>
  actEntry(name).moves.find(({ from }) => from.includes(status)) ?? null;

/** The move that the act makes for this actor, or the refusal. */
function permit(current: Deciding, name: CaseActName, actor: Actor): Move | ActRefusal {
  const move = moveFor(current.status, name);
  if (move === null) return "command-not-possible";
  if (!actor.roles.some((role) => move.by.includes(role))) return "role-missing";
  const isOtherUnit = actor.departmentId !== null && actor.departmentId !== current.departmentId;
  return move.ofUnit === true && isOtherUnit ? "not-your-department" : move;
}

/** The commands this actor may give now: what the console draws as buttons, in their order. */
export const possibleCommands = (current: Deciding, actor: Actor): CaseCommandType[] =>
  COMMAND_TYPES.filter((type) => typeof permit(current, type, actor) !== "string");

/** Whether an act changes what a command depends on. */
const changesCase = ({ sets }: CaseActEntry, from: CaseStatus, to: CaseStatus): boolean =>
  from !== to || sets !== undefined;

export interface Asked {
  act: CaseActName;
  /** Parsed by the act's `input`. */
  input: Readonly<Record<string, unknown>>;
}

/** Decides an act: the entry to append, or the refusal. The caller has locked the row. */
export function decide(current: CaseState, { act, input }: Asked, actor: Actor, now: Date): CaseDecision {
  const { version, ...detail } = input;
  if (version !== undefined && version !== current.version) return { ok: false, refusal: "version-conflict" };
  const move = permit(current, act, actor);
  if (typeof move === "string") return { ok: false, refusal: move };
  const to = move.to ?? current.status;
  return {
    ok: true,
    act: {
      caseId: current.id,
      seq: current.seq + 1,
      version: current.version + (changesCase(actEntry(act), current.status, to) ? 1 : 0),
      at: now,
      actor: actor.username,
      actorName: actor.displayName,
      act,
      from: current.status,
      to,
      detail,
      limits: {},
    },
  };
}

/** The first act of a case: it carries the row that it opens. */
export const openingAct = (id: string, opening: CaseOpening, actor: Actor, at: Date): CaseAct => ({
  caseId: id,
  seq: 1,
  version: 1,
  at,
  actor: actor.username,
  actorName: actor.displayName,
  act: "report",
  from: null,
  to: "reported",
  detail: opening,
  limits: {},
});

/** A dispatch sets the unit, a return removes it, everything else (a rework) keeps it. */
function unitAfter({ departmentId }: CaseState, { sets }: CaseActEntry, { detail }: CaseAct): string | null {
  if (sets === "unit") return String(detail.departmentId);
  return sets === "no-unit" ? null : departmentId;
}

const marksAfter = (marks: CaseMarks, { act, at }: CaseAct): CaseMarks => ({
  ...marks,
  [act]: { count: (marks[act]?.count ?? 0) + 1, at: at.toISOString() },
});

/** Whether the act moves and sets nothing: the row counts it. */
export const isMark = (name: CaseActName): boolean => {
  const { moves, sets } = actEntry(name);
  return moves.length > 0 && sets === undefined && moves.every(({ to }) => to === undefined);
};

/** The row after the act. */
export function applyAct(current: CaseState, act: CaseAct): CaseState {
  const entry = actEntry(act.act);
  const moves = act.from !== act.to;
  return {
    ...current,
    seq: act.seq,
    version: act.version,
    status: act.to,
    statusSince: moves ? act.at : current.statusSince,
    departmentId: unitAfter(current, entry, act),
    secrecy: entry.sets === "secrecy" ? (act.detail.secrecy as Secrecy) : current.secrecy,
    returnCount: current.returnCount + (entry.counts === "returnCount" ? 1 : 0),
    reworkCount: current.reworkCount + (entry.counts === "reworkCount" ? 1 : 0),
    marks: isMark(act.act) ? marksAfter(current.marks, act) : current.marks,
    ...(moves ? endAfter(current, act.to, act.at) : {}),
  };
}

/** The row that the first act opens. */
export function openedBy(act: CaseAct): CaseState {
  if (act.act !== "report") throw new Error(`expected a log that begins with report, got ${act.act}`);
  return {
    id: act.caseId,
    seq: act.seq,
    version: act.version,
    status: act.to,
    statusSince: act.at,
    departmentId: null,
    secrecy: CaseOpening.parse(act.detail).secrecy,
    returnCount: 0,
    reworkCount: 0,
    endedAt: null,
    closedAt: null,
    marks: {},
  };
}

/** Folds a whole log, oldest first, into the row. */
export function foldActs([first, ...rest]: readonly CaseAct[]): CaseState {
  if (first === undefined) throw new Error("expected a log with at least the opening act, got an empty one");
  return rest.reduce(applyAct, openedBy(first));
}
