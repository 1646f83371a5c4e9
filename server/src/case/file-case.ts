// Writes a new case (上报): number, row, first transition. A case opened by a rule is accepted and registered at once, each
// step logged like a person's. The caller appends the change log last.
import { randomUUID } from "node:crypto";
import type { Actor } from "@minqing/core/access/account";
import type { Priority } from "@minqing/core/alarm/priority";
import { doneBy } from "@minqing/core/audit/event";
import type { Case, CaseSource } from "@minqing/core/case/case";
import type { CaseCategory } from "@minqing/core/case/category";
import type { CaseCommandType } from "@minqing/core/case/commands";
import { dueAt, type StageLimits } from "@minqing/core/case/stage-limits";
import { applyTransition, decide } from "@minqing/core/case/transitions";
import { cityDay } from "@minqing/core/organisation/validity";
import { writeAudit } from "@minqing/geodata/audit/queries";
import { insertCase, insertTransition, nextCaseSerial, type TransitionEntry } from "@minqing/geodata/case/queries";
import type { Executor } from "@minqing/geodata/database";
import { caseNumber } from "./case-number.ts";

export interface CaseDraft {
  category: CaseCategory;
  title: string;
  description: string | null;
  priority: Priority;
  source: CaseSource;
  sourceId: string | null;
  regionCode: string;
  reachCode: string | null;
  position: readonly [number, number];
  address: string | null;
  synthetic: boolean;
}

export interface Filing {
  actor: Actor;
  at: Date;
  limits: StageLimits | null;
  /** Commands carried out directly after the report. */
  followedBy: readonly Extract<CaseCommandType, "accept" | "register">[];
}

/** Returns the case's id. */
export async function fileCase(tx: Executor, draft: CaseDraft, filing: Filing): Promise<string> {
  const { actor, at, limits } = filing;
  const { first, log, last } = firstSteps(randomUUID(), draft, filing);
  const day = cityDay(at);
  const stage = { status: last.status, priority: draft.priority, categoryLimitS: draft.category.limitS };
  await insertCase(tx, {
    id: first.id,
    number: caseNumber(day, await nextCaseSerial(tx, day)),
    kind: draft.category.kind,
    category: draft.category.code,
    categoryEdition: draft.category.edition,
    title: draft.title,
    description: draft.description,
    status: last.status,
    priority: draft.priority,
    source: draft.source,
    sourceId: draft.sourceId,
    regionCode: draft.regionCode,
    reachCode: draft.reachCode,
    // A case opened by the system has no reporter.
    reportedBy: actor.roles.includes("system") ? null : actor.username,
    position: draft.position,
    address: draft.address,
    at,
    deadlineAt: limits === null ? null : dueAt(limits, stage, at),
    version: last.version,
    synthetic: draft.synthetic,
  });
  const report: TransitionEntry = {
    caseId: first.id,
    version: 1,
    at,
    actor: actor.username,
    actorName: actor.displayName,
    command: "report",
    from: null,
    to: "reported",
    reason: null,
    note: null,
    departmentId: null,
    returnCount: 0,
    reworkCount: 0,
  };
  for (const entry of [report, ...log]) await insertTransition(tx, entry);
  const { source, sourceId, regionCode } = draft;
  const detail = { category: draft.category.code, source, sourceId, regionCode, followedBy: [...filing.followedBy] };
  await writeAudit(tx, doneBy(actor, at, { action: "case.report", object: { kind: "case", id: first.id }, detail }));
  return first.id;
}

/** The report and the commands after it, decided by the same transition table as a person's commands. */
function firstSteps(
  id: string,
  draft: CaseDraft,
  { actor, at, followedBy }: Filing,
): { first: Case; last: Case; log: TransitionEntry[] } {
  const first: Case = {
    id,
    status: "reported",
    priority: draft.priority,
    departmentId: null,
    returnCount: 0,
    reworkCount: 0,
    version: 1,
  };
  const log: TransitionEntry[] = [];
  let last = first;
  for (const type of followedBy) {
    const decision = decide(last, { type, version: last.version }, actor, at);
    if (!decision.ok)
      throw new Error(`expected ${type} to be possible for a case that is ${last.status}, got ${decision.refusal}`);
    log.push(decision.transition);
    last = applyTransition(last, decision.transition);
  }
  return { first, last, log };
}
