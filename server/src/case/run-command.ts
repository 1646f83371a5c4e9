// Runs a person's act on one case: a command, or a classification (知悉范围). Which acts there are is core's table.
import type { Actor } from "@minqing/core/access/account";
import { alarmTitle } from "@minqing/core/alarm/alarm-title";
import type { CaseClassification, CaseCommand } from "@minqing/core/case/acts";
import type { CaseView } from "@minqing/core/case/case";
import { type ActRefusal, type Asked, type CaseAct, decide } from "@minqing/core/case/decide";
import { lockActiveAlarms } from "@minqing/geodata/alarm/queries";
import { clocksOfCase } from "@minqing/geodata/case/act-queries";
import { hasDepartment, type LockedCase } from "@minqing/geodata/case/queries";
import { caseViews } from "@minqing/geodata/case/view-queries";
import type { Executor } from "@minqing/geodata/database";
import { NO_TRACE, type Performed, runAct } from "../act/run-act.ts";
import type { OnceRequest } from "../act/run-once.ts";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { singleRow } from "../single-row.ts";
import { lockSeenCase, refuseReporter } from "./case-standing.ts";
import { actOnCases } from "./write-acts.ts";

export interface CaseActRequest<Input> {
  actor: Actor;
  caseId: string;
  input: Input;
  once: OnceRequest;
}

type Context = Pick<ServerContext, "db" | "log" | "metrics">;

export async function runCommand(
  context: Context,
  { input: { type, ...input }, ...request }: CaseActRequest<CaseCommand>,
): Promise<CaseView> {
  const view = await runCaseAct(context, request, { act: type, input });
  context.metrics.caseCommands.inc({ command: type });
  context.log.debug(
    { caseId: view.id, command: type, version: view.version, actor: request.actor.username },
    "command",
  );
  return view;
}

/** The new grade must not exceed the actor's own clearance. The grade that the case has already changes nothing. */
export const classifyCase = (
  context: Pick<ServerContext, "db">,
  { input, ...request }: CaseActRequest<CaseClassification>,
): Promise<CaseView> => runCaseAct(context, request, { act: "classify", input });

function runCaseAct(
  context: Pick<ServerContext, "db">,
  { actor, caseId, once }: Omit<CaseActRequest<unknown>, "input">,
  asked: Asked,
): Promise<CaseView> {
  return runAct<LockedCase, CaseView>(context, {
    once,
    answer: { status: 200, objectOf: ({ id }) => ({ kind: "case", id }) },
    lock: async (tx) => {
      const current = await lockSeenCase(tx, actor, caseId);
      refuseReporter(actor, current);
      return current;
    },
    perform: async (tx, current) => {
      const { trace, value } = await perform(tx, { actor, current, asked, at: once.at });
      return { trace, value: singleRow(value) };
    },
  });
}

interface Performing {
  actor: Actor;
  current: LockedCase;
  asked: Asked;
  at: Date;
}

async function perform(tx: Executor, { actor, current, asked, at }: Performing): Promise<Performed<CaseView[]>> {
  refuseAboveClearance(actor, asked);
  const act = requireAct(current, asked, actor, at);
  if (asked.act === "classify" && asked.input.secrecy === current.secrecy)
    return { trace: NO_TRACE, value: await caseViews(tx, [current.id]) };
  await refuseUnknownDepartment(tx, asked);
  refusePastDate(asked, at);
  await refuseUnderActiveAlarm(tx, current.id, asked);
  const clocks = await clocksOfCase(tx, current.id);
  return actOnCases(tx, actor, [{ current, clocks, acts: [act] }], at);
}

function refuseAboveClearance({ scope }: Actor, { input: { secrecy } }: Asked): void {
  if (typeof secrecy !== "number" || secrecy <= scope.secrecy) return;
  throw new ProblemError("bad-request", undefined, [
    { path: "secrecy", expected: `at most your own clearance, ${scope.secrecy}`, got: String(secrecy) },
  ]);
}

async function refuseUnknownDepartment(tx: Executor, { input: { departmentId } }: Asked): Promise<void> {
  if (typeof departmentId !== "string" || (await hasDepartment(tx, departmentId))) return;
  throw new ProblemError("bad-request", undefined, [
    { path: "departmentId", expected: "the id of a department", got: departmentId },
  ]);
}

/** What is still measured stands in the answer; a person may know better, and says why. */
async function refuseUnderActiveAlarm(tx: Executor, caseId: string, { act, input }: Asked): Promise<void> {
  if (act !== "close" || input.reason !== undefined) return;
  const [alarm] = await lockActiveAlarms(tx, caseId);
  if (alarm === undefined) return;
  const errors = [{ path: "reason", expected: "why the case is closed under its active alarm", got: "none" }];
  throw new ProblemError("alarm-active", `the alarm is still active: ${alarmTitle(alarm, "zh-CN")}`, errors);
}

/** A date by which somebody is to answer lies ahead. */
function refusePastDate({ input: { dueAt } }: Asked, at: Date): void {
  if (typeof dueAt !== "string" || Date.parse(dueAt) > at.getTime()) return;
  throw new ProblemError("bad-request", undefined, [
    { path: "dueAt", expected: `an instant after ${at.toISOString()}`, got: dueAt },
  ]);
}

/** The act that is asked for; throws the problem when it is refused. */
export function requireAct(current: LockedCase, asked: Asked, actor: Actor, at: Date): CaseAct {
  const decision = decide(current, asked, actor, at);
  if (!decision.ok) throw refused(decision.refusal, current, asked);
  return decision.act;
}

function refused(refusal: ActRefusal, current: LockedCase, { act, input }: Asked): ProblemError {
  const detail: Record<ActRefusal, string> = {
    "version-conflict": `expected version ${current.version}, got ${String(input.version)}`,
    "command-not-possible": `a case that is ${current.status} does not take ${act}`,
    "role-missing": `none of your roles may ${act} a case that is ${current.status}`,
    "not-your-department": `the case is with department ${current.departmentId ?? "none"}`,
  };
  return new ProblemError(refusal, detail[refusal]);
}
