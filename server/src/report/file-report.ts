// Takes a report (上报) of a person: it opens a case, or joins one that there is.
import { randomUUID } from "node:crypto";
import type { Actor } from "@minqing/core/access/account";
import { inPlace, standingAt } from "@minqing/core/access/standing";
import type { CaseReport, CaseView } from "@minqing/core/case/case";
import { stageOf } from "@minqing/core/case/stages";
import { toWgs84 } from "@minqing/core/geo/position";
import { type CaseContact, givenFields } from "@minqing/core/privacy/contact";
import type { ReportDraft } from "@minqing/core/report/report";
import { originOf, type ReportOrigin } from "@minqing/core/report/sources";
import { clocksOfCase } from "@minqing/geodata/case/act-queries";
import { caseCategories, type LockedCase, stageLimits } from "@minqing/geodata/case/queries";
import { caseViews } from "@minqing/geodata/case/view-queries";
import type { Executor } from "@minqing/geodata/database";
import { locateRegion } from "@minqing/geodata/region/queries";
import { insertReport, lockReportId, refreshReporters, reportMade } from "@minqing/geodata/report/queries";
import { nearestReach, riverDistanceM } from "@minqing/geodata/river/place-queries";
import { z } from "zod";
import { type ActTrace, joinTraces, NO_TRACE, type Performed, runAct } from "../act/run-act.ts";
import type { OnceRequest } from "../act/run-once.ts";
import { lockSeenCase } from "../case/case-standing.ts";
import { type CaseDraft, fileCase, type OpeningReport } from "../case/file-case.ts";
import { requireAct } from "../case/run-command.ts";
import { actOnCases } from "../case/write-acts.ts";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { singleRow } from "../single-row.ts";

type ReportContext = Pick<ServerContext, "db" | "demo" | "metrics" | "contacts" | "fingerprints">;

export const ReportReceipt = z.object({
  id: z.string(),
  caseId: z.string(),
  caseNumber: z.string(),
  stage: z.enum(["waiting", "handling", "done"]).nullable().describe("what residents are told of the case"),
});
export type ReportReceipt = z.infer<typeof ReportReceipt>;

interface Sending {
  actor: Actor;
  draft: ReportDraft;
  once: OnceRequest;
}

/** A report by the command centre's form: opens a case, and returns it. */
export const reportCase = (
  context: ReportContext,
  { report, ...sending }: { actor: Actor; report: CaseReport; once: OnceRequest },
): Promise<CaseView> => takeReport(context, { ...sending, draft: { ...report, id: randomUUID() } }, (view) => view);

/** A report with an id of its own. The same report again is the same report. */
export const sendReport = (context: ReportContext, sending: Sending): Promise<ReportReceipt> =>
  takeReport(context, sending, ({ id, number, status }) => ({
    id: sending.draft.id,
    caseId: id,
    caseNumber: number,
    stage: stageOf(status).public,
  }));

async function takeReport<T>(
  context: ReportContext,
  { actor, draft, once }: Sending,
  answerOf: (view: CaseView) => T,
): Promise<T> {
  const origin = requireOrigin(actor, draft);
  const { view, opened } = await runAct<LockedCase | null, Taken>(context, {
    once,
    answer: {
      status: 201,
      objectOf: () => ({ kind: "report", id: draft.id }),
      bodyOf: (taken) => answerOf(taken.view),
    },
    lock: async (tx) => {
      const joined = draft.caseId === undefined ? null : await lockSeenCase(tx, actor, draft.caseId);
      await lockReportId(tx, draft.id);
      return joined;
    },
    perform: async (tx, joined) => {
      const known = await sameReport(tx, context, { actor, draft });
      if (known !== null)
        return { trace: NO_TRACE, value: { view: singleRow(await caseViews(tx, [known])), opened: false } };
      const report = { actor, draft, origin, at: once.at };
      return joined === null ? openCase(tx, context, report) : join(tx, context, joined, report);
    },
  });
  if (opened) context.metrics.casesOpened.inc({ source: origin.source });
  return answerOf(view);
}

/** The source follows from who sends the report; a seat that takes reports for others chooses among its sources. */
function requireOrigin({ roles }: Actor, { source }: ReportDraft): ReportOrigin {
  const found = originOf(roles, source);
  if (found.ok) return found.origin;
  if (found.allowed.length === 0) throw new ProblemError("role-missing", "none of your roles reports");
  throw new ProblemError("bad-request", undefined, [
    { path: "source", expected: `one of ${found.allowed.join(", ")}`, got: String(source) },
  ]);
}

const fingerprintsOf = ({ fingerprints }: ReportContext, draft: ReportDraft): Uint8Array[] =>
  fingerprints.of("report", Buffer.from(JSON.stringify(draft)));

/** The case of the same report that came before; null for a new one. Another report with its id is refused. */
async function sameReport(
  tx: Executor,
  context: ReportContext,
  { actor, draft }: Pick<Sending, "actor" | "draft">,
): Promise<string | null> {
  const made = await reportMade(tx, draft.id);
  if (made === null) return null;
  const { enteredBy, draftSha256, caseId } = made;
  const isSame =
    enteredBy === actor.username &&
    draftSha256 !== null &&
    fingerprintsOf(context, draft).some((each) => Buffer.from(each).equals(draftSha256));
  if (isSame) return caseId;
  throw new ProblemError("idempotency-conflict", `the id ${draft.id} belongs to another report`);
}

interface Taking {
  actor: Actor;
  draft: ReportDraft;
  origin: ReportOrigin;
  at: Date;
}

interface Taken {
  /** The case of the report. */
  view: CaseView;
  /** Whether the report opened it. */
  opened: boolean;
}

const instantOf = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text));

const asSent = (context: ReportContext, { actor, draft, origin }: Taking): OpeningReport => ({
  id: draft.id,
  channel: origin.channel,
  reporter: origin.isOwn ? actor.username : null,
  sentPosition: draft.position,
  datum: draft.crs,
  accuracyM: draft.accuracyM ?? null,
  observedAt: instantOf(draft.observedAt),
  reportedAt: instantOf(draft.reportedAt),
  draftSha256: fingerprintsOf(context, draft)[0] ?? null,
});

async function openCase(tx: Executor, context: ReportContext, taking: Taking): Promise<Performed<Taken>> {
  const { actor, draft, origin, at } = taking;
  const category = await categoryOf(tx, draft.category, at);
  const place = await placeOf(tx, actor, { position: toWgs84(draft.position, draft.crs), at });
  const { title, description = null, address = null } = draft;
  const priority = draft.priority ?? category.defaultPriority;
  const report = asSent(context, taking);
  const { id, audit } = await fileCase(
    tx,
    {
      category,
      title,
      description,
      priority,
      source: origin.source,
      sourceId: null,
      ...place,
      address,
      synthetic: context.demo,
    },
    { actor, report, at, limits: await stageLimits(tx, at), followedBy: [] },
  );
  const given = await saveContact(tx, context, taking, id);
  const view = singleRow(await caseViews(tx, [id]));
  const reporters = report.reporter === null ? [] : [report.reporter];
  const scopeAfter = { ...standingAt(place.regionCode, place.reachCode), reporters };
  const changes = [{ kind: "case" as const, id, scopeBefore: null, scopeAfter, value: view }];
  return { trace: { audit: [...audit, ...given], changes }, value: { view, opened: true } };
}

/** Adds the report to a locked case that goes on. */
async function join(
  tx: Executor,
  context: ReportContext,
  current: LockedCase,
  taking: Taking,
): Promise<Performed<Taken>> {
  const { actor, draft, origin, at } = taking;
  const act = requireAct(current, { act: "report-join", input: { reportId: draft.id } }, actor, at);
  const category = await categoryOf(tx, draft.category, at);
  const { title, description = null, address = null } = draft;
  await insertReport(tx, {
    ...asSent(context, taking),
    caseId: current.id,
    source: origin.source,
    sourceId: null,
    enteredBy: actor.username,
    title,
    description,
    category: category.code,
    position: toWgs84(draft.position, draft.crs),
    address,
    receivedAt: at,
    synthetic: context.demo,
  });
  const reporters = await refreshReporters(tx, current.id);
  const clocks = await clocksOfCase(tx, current.id);
  const { trace, value } = await actOnCases(tx, actor, [{ current, clocks, acts: [act], reporters }], at);
  const given = await saveContact(tx, context, taking, current.id);
  return {
    trace: joinTraces([trace, { audit: given, changes: [] }]),
    value: { view: singleRow(value), opened: false },
  };
}

async function saveContact(
  tx: Executor,
  { contacts, demo }: ReportContext,
  { actor, draft: { id, contact }, at }: Taking,
  caseId: string,
): Promise<ActTrace["audit"]> {
  if (contact === undefined) return [];
  await contacts.save(tx, { reportId: id, contact, at, synthetic: demo });
  const detail = { fields: givenFields(contact satisfies CaseContact) };
  return [{ by: actor, act: { action: "contact.give", object: { kind: "case", id: caseId }, detail } }];
}

async function categoryOf(tx: Executor, code: string, at: Date) {
  const category = (await caseCategories(tx, at)).find((candidate) => candidate.code === code);
  if (category !== undefined) return category;
  throw new ProblemError("bad-request", undefined, [
    { path: "category", expected: "the code of a category that is valid now", got: code },
  ]);
}

type Place = Pick<CaseDraft, "regionCode" | "reachCode" | "position">;

/** The grid cell of a position, and the reach where the position is within the city's river distance of one. */
async function placeOf(
  tx: Executor,
  actor: Actor,
  { position, at }: { position: [number, number]; at: Date },
): Promise<Place> {
  const code = await locateRegion(tx, position);
  if (code === null) {
    throw new ProblemError("bad-request", undefined, [
      { path: "position", expected: "a place inside the city", got: position.join(", ") },
    ]);
  }
  const distanceM = await riverDistanceM(tx, at);
  const reachCode = distanceM === null ? null : await nearestReach(tx, position, distanceM);
  if (!inPlace(actor.scope, { code, reach: reachCode })) {
    throw new ProblemError("outside-scope", `region ${code} is not in your scope`);
  }
  return { regionCode: code, reachCode, position };
}
