// Opens a case (立案前的上报): number, row, first act. A case opened by a rule is accepted and registered at once, each step
// logged like a person's. The caller has locked its source.
import { randomUUID } from "node:crypto";
import type { Actor } from "@minqing/core/access/account";
import type { CaseCommandType } from "@minqing/core/case/acts";
import type { CaseOpening } from "@minqing/core/case/case";
import { caseNumber } from "@minqing/core/case/case-number";
import type { CaseCategory } from "@minqing/core/case/category";
import { applyAct, type CaseAct, decide, openedBy, openingAct } from "@minqing/core/case/decide";
import type { StageLimits } from "@minqing/core/case/limits";
import { cityDay } from "@minqing/core/organisation/validity";
import { insertCase, nextCaseSerial } from "@minqing/geodata/case/queries";
import type { Executor } from "@minqing/geodata/database";
import { insertReport, type NewReport } from "@minqing/geodata/report/queries";
import type { ActTrace } from "../act/run-act.ts";
import { writeActs } from "./write-acts.ts";

export type CaseDraft = Omit<CaseOpening, "number" | "kind" | "category" | "categoryEdition" | "secrecy"> & {
  category: CaseCategory;
};

/** The report that opens the case, as it was sent. */
export type OpeningReport = Pick<
  NewReport,
  "id" | "channel" | "reporter" | "sentPosition" | "datum" | "accuracyM" | "observedAt" | "reportedAt" | "draftSha256"
>;

export interface Filing {
  actor: Actor;
  report: OpeningReport;
  at: Date;
  limits: StageLimits | null;
  /** Commands carried out directly after the report. */
  followedBy: readonly Extract<CaseCommandType, "accept" | "register">[];
}

export interface FiledCase {
  id: string;
  audit: ActTrace["audit"];
}

export async function fileCase(
  tx: Executor,
  { category, ...draft }: CaseDraft,
  { actor, report, at, limits, followedBy }: Filing,
): Promise<FiledCase> {
  const id = randomUUID();
  const day = cityDay(at);
  const opening: CaseOpening = {
    ...draft,
    number: caseNumber(day, await nextCaseSerial(tx, day)),
    kind: category.kind,
    category: category.code,
    categoryEdition: category.edition,
    secrecy: 0,
  };
  const reporters = report.reporter === null ? [] : [report.reporter];
  await insertCase(tx, { ...opening, id, reporters, at });
  await insertReport(tx, {
    ...draft,
    ...report,
    caseId: id,
    category: category.code,
    enteredBy: actor.username,
    receivedAt: at,
  });
  const first = openingAct(id, opening, actor, at);
  const basis = { priority: draft.priority, category };
  const acts = [first, ...stepsAfter(first, { actor, at, followedBy })];
  await writeActs(tx, [{ before: openedBy(first), basis, clocks: [], acts }], limits);
  const { source, sourceId, regionCode } = draft;
  const detail = { category: category.code, source, sourceId, regionCode, followedBy: [...followedBy] };
  return { id, audit: [{ by: actor, act: { action: "case.report", object: { kind: "case", id }, detail } }] };
}

/** What an alarm or a detection says, as a report. */
export const deviceReport = (position: readonly [number, number]): OpeningReport => ({
  id: randomUUID(),
  channel: "device",
  reporter: null,
  sentPosition: position,
  datum: "WGS84",
  accuracyM: null,
  observedAt: null,
  reportedAt: null,
  draftSha256: null,
});

/** Acts after the opening, decided by the same table as a person's commands. */
function stepsAfter(first: CaseAct, { actor, at, followedBy }: Pick<Filing, "actor" | "at" | "followedBy">): CaseAct[] {
  const acts: CaseAct[] = [];
  let state = openedBy(first);
  for (const act of followedBy) {
    const decision = decide(state, { act, input: { version: state.version } }, actor, at);
    if (!decision.ok)
      throw new Error(`expected ${act} to be possible for a case that is ${state.status}, got ${decision.refusal}`);
    acts.push(decision.act);
    state = applyAct(state, decision.act);
  }
  return acts;
}
