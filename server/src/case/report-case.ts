// A report by hand (上报): citizen, grid worker, operator, patrol.
import type { Actor } from "@minqing/core/access/account";
import { inPlace, standingAt } from "@minqing/core/access/standing";
import type { CaseReport, CaseView } from "@minqing/core/case/case";
import { toWgs84 } from "@minqing/core/geo/position";
import { type CaseContact, givenFields } from "@minqing/core/privacy/contact";
import { caseCategories, stageLimits } from "@minqing/geodata/case/queries";
import { caseViews } from "@minqing/geodata/case/view-queries";
import type { Executor } from "@minqing/geodata/database";
import { locateRegion } from "@minqing/geodata/region/queries";
import { nearestReach, riverDistanceM } from "@minqing/geodata/river/place-queries";
import { type ActTrace, runAct } from "../act/run-act.ts";
import type { OnceRequest } from "../act/run-once.ts";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { singleRow } from "../single-row.ts";
import { type CaseDraft, fileCase } from "./file-case.ts";

export interface ReportRequest {
  actor: Actor;
  report: CaseReport;
  once: OnceRequest;
}

type ReportContext = Pick<ServerContext, "db" | "demo" | "metrics" | "contacts">;

export async function reportCase(context: ReportContext, { actor, report, once }: ReportRequest): Promise<CaseView> {
  let id = "";
  const view = await runAct<null, CaseView>(context, {
    once,
    answer: { status: 201, objectOf: (value) => ({ kind: "case", id: value.id }) },
    // Nothing exists yet that another transaction could have locked.
    lock: async () => null,
    perform: async (tx) => {
      const filed = await fileReport(tx, context, { actor, report, at: once.at });
      id = filed.id;
      return filed.trace;
    },
    read: async (tx) => singleRow(await caseViews(tx, [id])),
  });
  context.metrics.casesOpened.inc({ source: report.source });
  return view;
}

async function fileReport(
  tx: Executor,
  context: ReportContext,
  { actor, report, at }: { actor: Actor; report: CaseReport; at: Date },
): Promise<{ id: string; trace: ActTrace }> {
  const category = await categoryOf(tx, report.category, at);
  const place = await placeOf(tx, actor, { position: toWgs84(report.position, report.crs), at });
  const { title, description = null, address = null, source, contact } = report;
  const priority = report.priority ?? category.defaultPriority;
  const { id, audit } = await fileCase(
    tx,
    { category, title, description, priority, source, sourceId: null, ...place, address, synthetic: context.demo },
    { actor, at, limits: await stageLimits(tx, at), followedBy: [] },
  );
  const given = contact === undefined ? [] : await saveContact(tx, context, { actor, caseId: id, contact, at });
  const value = singleRow(await caseViews(tx, [id]));
  const scopeAfter = { ...standingAt(place.regionCode, place.reachCode), reporters: [actor.username] };
  return {
    id,
    trace: { audit: [...audit, ...given], changes: [{ kind: "case", id, scopeBefore: null, scopeAfter, value }] },
  };
}

async function saveContact(
  tx: Executor,
  { contacts, demo }: ReportContext,
  { actor, caseId, contact, at }: { actor: Actor; caseId: string; contact: CaseContact; at: Date },
): Promise<ActTrace["audit"]> {
  await contacts.save(tx, { caseId, contact, at, synthetic: demo });
  const object = { kind: "case", id: caseId };
  return [{ by: actor, act: { action: "contact.give", object, detail: { fields: givenFields(contact) } } }];
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
