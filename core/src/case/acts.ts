// Every act on a case (案件动作), one entry each: what it asks for, who may do it, from which statuses, where the case goes or
// that it stays, and what it does to the clocks. Buttons, forms, keys, permissions, the contract and the diagram in
// docs/architecture.md follow from this table. [GB/T 30428.1 workflow]

import { z } from "zod";
import type { Actor } from "../access/account.ts";
import { Secrecy } from "../access/scope.ts";
import { REPORTING } from "../report/sources.ts";
import { optionalText, typedText } from "../text/text.ts";
import { CaseOpening } from "./case.ts";
import { ClockName } from "./clock.ts";
import { isEnded, stageOf } from "./stages.ts";
import { CASE_STATUSES, type CaseStatus } from "./status.ts";

export type ActRole = Actor["roles"][number];

export interface Move {
  from: readonly CaseStatus[];
  /** Absent: the case stays in its status. */
  to?: CaseStatus;
  by: readonly ActRole[];
  /** Only the unit to which the case is dispatched. */
  ofUnit?: true;
}

/** start: begins unless it runs; stop: ends; pause: holds it; resume: ends a pause, or strikes a stop and keeps the deadline. */
export type ClockEffect = "start" | "stop" | "pause" | "resume";

export interface CaseActEntry {
  /** How it is done: a command on the case, a request of another kind, or by the system alone. */
  via: "command" | "request" | "system";
  /** What it asks for. Without `version` it depends on nothing that a person has read. */
  input: z.ZodObject;
  /** Empty for the opening act, which makes the case. */
  moves: readonly Move[];
  /** What it changes besides the status. */
  sets?: "unit" | "no-unit" | "secrecy";
  counts?: "returnCount" | "reworkCount";
  clocks?: Partial<Record<ClockName, ClockEffect>>;
  /** Marks the clock named in its detail, so that it is done once. */
  marks?: "approachedBy" | "overdueBy";
  icon: string;
  /** Key of its button; absent for none. */
  key?: string;
  /** Sent at once, without a form. */
  atOnce?: true;
  /** Acts with legal effect (派遣, 结案) need Enter twice. */
  enterTwice?: true;
}

const version = z.number().int().min(1).describe("the version that the client has read");
const reason = typedText(500);
const note = optionalText(2000);
const ofClock = z.object({ clock: ClockName, dueAt: z.iso.datetime() });

const ACCEPTING = ["acceptor", "supervisor", "system"] as const;
const DESK = ["acceptor", "supervisor"] as const;
const DISPATCHING = ["dispatcher", "supervisor"] as const;
const UNIT = { by: ["handler"], ofUnit: true } as const;
const SYSTEM = ["system"] as const;
/** Who follows a case without handling it. */
const FOLLOWING = ["leader", "river_office", "hotline_agent"] as const;
const AT_WORK = CASE_STATUSES.filter((status) => stageOf(status).heldBy === "unit");
/** Every status in which somebody must act. */
const OPEN = CASE_STATUSES.filter((status) => !isEnded(status));

/** In the order of the buttons: steps forward, then back, then those that end the case. */
export const CASE_ACTS = {
  report: {
    via: "request",
    input: CaseOpening,
    moves: [],
    icon: "siren",
  },
  accept: {
    via: "command",
    input: z.object({ version, note }),
    moves: [{ from: ["reported"], to: "accepted", by: ACCEPTING }],
    icon: "user",
    key: "a",
    atOnce: true,
  },
  register: {
    via: "command",
    input: z.object({ version, note }),
    moves: [{ from: ["accepted"], to: "registered", by: ["supervisor", "system"] }],
    icon: "check",
    key: "f",
  },
  dispatch: {
    via: "command",
    input: z.object({ version, departmentId: z.string().min(1), note }),
    moves: [{ from: ["registered"], to: "dispatched", by: DISPATCHING }],
    sets: "unit",
    clocks: { handling: "start" },
    icon: "arrowFlat",
    key: "d",
    enterTwice: true,
  },
  take: {
    via: "command",
    input: z.object({ version, note }),
    moves: [{ from: ["dispatched"], to: "handling", ...UNIT }],
    icon: "walker",
    key: "t",
    atOnce: true,
  },
  submit: {
    via: "command",
    input: z.object({ version, note }),
    moves: [{ from: ["handling"], to: "handled", ...UNIT }],
    clocks: { handling: "stop" },
    icon: "check",
    key: "s",
  },
  close: {
    via: "command",
    // A reason is needed while the alarm of the case is active.
    input: z.object({ version, reason: reason.optional(), note }),
    moves: [{ from: ["handled"], to: "closed", by: DESK }],
    icon: "check",
    key: "r",
    enterTwice: true,
  },
  rework: {
    via: "command",
    input: z.object({ version, reason, note }),
    moves: [{ from: ["handled"], to: "dispatched", by: ["dispatcher", ...DESK] }],
    counts: "reworkCount",
    clocks: { handling: "resume" },
    icon: "back",
    key: "w",
  },
  return: {
    via: "command",
    input: z.object({ version, reason, note }),
    moves: [
      { from: ["registered"], to: "accepted", by: DISPATCHING },
      { from: AT_WORK, to: "registered", ...UNIT },
    ],
    sets: "no-unit",
    counts: "returnCount",
    icon: "back",
    key: "b",
  },
  recall: {
    via: "command",
    input: z.object({ version, reason, note }),
    moves: [{ from: ["dispatched"], to: "registered", by: DISPATCHING }],
    sets: "no-unit",
    icon: "back",
    key: "l",
  },
  urge: {
    via: "command",
    input: z.object({ note }),
    moves: [{ from: AT_WORK, by: ["dispatcher", ...DESK, ...FOLLOWING] }],
    icon: "noise",
    key: "u",
  },
  supervise: {
    via: "command",
    input: z.object({
      level: z.number().int().min(1).max(3),
      instruction: typedText(500),
      dueAt: z.iso.datetime(),
      note,
    }),
    moves: [{ from: OPEN, by: ["supervisor", "leader", "river_office"] }],
    clocks: { supervision: "start" },
    icon: "alert",
    key: "v",
  },
  reject: {
    via: "command",
    input: z.object({ version, reason, note }),
    moves: [
      { from: ["reported"], to: "rejected", by: DESK },
      { from: ["accepted"], to: "rejected", by: ["supervisor"] },
    ],
    icon: "cross",
    key: "x",
  },
  cancel: {
    via: "command",
    input: z.object({ version, reason, note }),
    moves: [{ from: ["reported"], to: "cancelled", by: DESK }],
    icon: "cross",
  },
  classify: {
    via: "request",
    input: z.object({ version, secrecy: Secrecy, reason }),
    moves: [{ from: CASE_STATUSES, by: ["supervisor"] }],
    sets: "secrecy",
    icon: "lock",
  },
  "report-join": {
    via: "request",
    input: z.object({ reportId: z.uuid(), reason: reason.optional() }),
    moves: [{ from: OPEN, by: REPORTING }],
    icon: "people",
  },
  "report-leave": {
    via: "request",
    input: z.object({ reportId: z.uuid(), reason }),
    moves: [{ from: OPEN, by: DESK }],
    icon: "people",
  },
  approaching: {
    via: "system",
    input: ofClock,
    moves: [{ from: OPEN, by: SYSTEM }],
    marks: "approachedBy",
    icon: "clock",
  },
  overdue: {
    via: "system",
    input: ofClock,
    moves: [{ from: OPEN, by: SYSTEM }],
    marks: "overdueBy",
    icon: "clock",
  },
  untaken: {
    via: "system",
    input: ofClock,
    moves: [{ from: ["dispatched"], by: SYSTEM }],
    marks: "overdueBy",
    icon: "clock",
  },
} as const satisfies Record<string, CaseActEntry>;

export type CaseActName = keyof typeof CASE_ACTS;
export const CASE_ACT_NAMES = Object.keys(CASE_ACTS) as [CaseActName, ...CaseActName[]];
export const CaseActName = z.enum(CASE_ACT_NAMES);

export const actEntry = (name: CaseActName): CaseActEntry => CASE_ACTS[name];

export type CaseCommandType = {
  [K in CaseActName]: (typeof CASE_ACTS)[K]["via"] extends "command" ? K : never;
}[CaseActName];

/** In the order of the buttons. */
export const COMMAND_TYPES = CASE_ACT_NAMES.filter((name) => actEntry(name).via === "command") as [
  CaseCommandType,
  ...CaseCommandType[],
];

export const isCommand = (name: string): name is CaseCommandType => COMMAND_TYPES.some((type) => type === name);

export type OtherActName = Exclude<CaseActName, CaseCommandType>;

/** Acts that are no commands: requests of another kind, and those of the system. */
export const OTHER_ACTS = CASE_ACT_NAMES.filter((name): name is OtherActName => actEntry(name).via !== "command");

export type CaseCommand = {
  [K in CaseCommandType]: { type: K } & z.infer<(typeof CASE_ACTS)[K]["input"]>;
}[CaseCommandType];

const option = (type: CaseCommandType) => z.object({ type: z.literal(type), ...CASE_ACTS[type].input.shape });

/** A command on a case, as a client sends it. */
export const CaseCommand = z
  .discriminatedUnion("type", [option(COMMAND_TYPES[0]), ...COMMAND_TYPES.slice(1).map(option)])
  .meta({ id: "CaseCommand" }) as unknown as z.ZodType<CaseCommand>;

export type CaseClassification = z.infer<typeof CASE_ACTS.classify.input>;

/** Every role that the table names, for acts that are done in this way. */
export const rolesOfActs = (via: CaseActEntry["via"]): ReadonlySet<ActRole> =>
  new Set(
    CASE_ACT_NAMES.map(actEntry)
      .filter((entry) => entry.via === via)
      .flatMap(({ moves }) => moves.flatMap(({ by }) => by)),
  );
