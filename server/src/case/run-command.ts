// Carries out a command on a case: lock, decide, write. Only this file, file-case.ts and classify-case.ts change cases.
import type { Actor } from "@minqing/core/access/account";
import { doneBy } from "@minqing/core/audit/event";
import { CaseView } from "@minqing/core/case/case";
import type { CaseCommand } from "@minqing/core/case/commands";
import { dueAt } from "@minqing/core/case/stage-limits";
import { endAfter } from "@minqing/core/case/stages";
import { type CommandRefusal, type DecidedTransition, decide } from "@minqing/core/case/transitions";
import { writeAudit } from "@minqing/geodata/audit/queries";
import {
  hasDepartment,
  insertTransition,
  type LockedCase,
  lockCase,
  stageLimits,
  updateCase,
} from "@minqing/geodata/case/queries";
import { caseViews } from "@minqing/geodata/case/view-queries";
import { appendChanges } from "@minqing/geodata/change/append";
import type { Executor } from "@minqing/geodata/database";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { singleRow } from "../single-row.ts";
import { caseStanding } from "./case-standing.ts";
import { runOnce } from "./idempotency.ts";
import { sourceChanges } from "./source-changes.ts";

export interface CommandRequest {
  actor: Actor;
  caseId: string;
  command: CaseCommand;
  idempotencyKey: string | null;
}

export async function runCommand(
  { db, now, log, metrics }: Pick<ServerContext, "db" | "now" | "log" | "metrics">,
  { actor, caseId, command, idempotencyKey }: CommandRequest,
): Promise<CaseView> {
  const at = now();
  const idempotent = {
    username: actor.username,
    key: idempotencyKey,
    status: 200,
    at,
    request: ["command", caseId, command],
  };
  const view = await db.transaction((tx) =>
    runOnce(tx, idempotent, CaseView, async () => {
      const current = await lockCase(tx, actor.scope, caseId);
      if (current === null) throw new ProblemError("not-found", `there is no case ${caseId} in your scope`);
      const decision = decide(current, command, actor, at);
      if (!decision.ok) throw refused(decision.refusal, current, command);
      await refuseUnknownDepartment(tx, command);
      await write(tx, current, decision.transition);
      await writeAudit(tx, doneBy(actor, at, actOf(current, decision.transition)));
      const value = singleRow(await caseViews(tx, [caseId]));
      const scopeBefore = caseStanding(current);
      const scopeAfter = { ...scopeBefore, department: decision.transition.departmentId };
      const isOtherDepartment = scopeAfter.department !== scopeBefore.department;
      await appendChanges(tx, [
        { kind: "case", id: caseId, scopeBefore, scopeAfter, value },
        ...(isOtherDepartment ? await sourceChanges(tx, caseId) : []),
      ]);
      return value;
    }),
  );
  db.ring("changes");
  metrics.caseCommands.inc({ command: command.type });
  log.debug({ caseId, command: command.type, version: view.version, actor: actor.username }, "case command");
  return view;
}

function actOf({ id, status }: LockedCase, { command, to, departmentId, version }: DecidedTransition) {
  const detail = { from: status, to, departmentId, version };
  return { action: `case.${command}`, object: { kind: "case", id }, detail };
}

async function write(tx: Executor, current: LockedCase, transition: DecidedTransition): Promise<void> {
  const { to, at, departmentId, returnCount, reworkCount, version } = transition;
  const limits = await stageLimits(tx, at);
  const stage = { status: to, priority: current.priority, categoryLimitS: current.categoryLimitS };
  await insertTransition(tx, transition);
  await updateCase(tx, current.id, {
    status: to,
    departmentId,
    statusSince: at,
    returnCount,
    reworkCount,
    version,
    deadlineAt: limits === null ? null : dueAt(limits, stage, at),
    ...endAfter(current, to, at),
  });
}

async function refuseUnknownDepartment(tx: Executor, command: CaseCommand): Promise<void> {
  if (command.type !== "dispatch" || (await hasDepartment(tx, command.departmentId))) return;
  throw new ProblemError("bad-request", undefined, [
    { path: "departmentId", expected: "the id of a department", got: command.departmentId },
  ]);
}

function refused(refusal: CommandRefusal, current: LockedCase, command: CaseCommand): ProblemError {
  const detail: Record<CommandRefusal, string> = {
    "version-conflict": `expected version ${current.version}, got ${command.version}`,
    "command-not-possible": `a case that is ${current.status} does not take ${command.type}`,
    "role-missing": `none of your roles may ${command.type} a case that is ${current.status}`,
    "not-your-department": `the case is with department ${current.departmentId ?? "none"}`,
  };
  return new ProblemError(refusal, detail[refusal]);
}
