// A report by hand (上报): citizen, grid worker, operator, patrol.
import type { Actor } from "@minqing/core/access/account";
import { inPlace, standingAt } from "@minqing/core/access/standing";
import { doneBy } from "@minqing/core/audit/event";
import { type CaseReport, CaseView } from "@minqing/core/case/case";
import { toWgs84 } from "@minqing/core/geo/position";
import { type CaseContact, givenFields } from "@minqing/core/privacy/contact";
import { writeAudit } from "@minqing/geodata/audit/queries";
import { caseCategories, stageLimits } from "@minqing/geodata/case/queries";
import { caseViews } from "@minqing/geodata/case/view-queries";
import { appendChanges } from "@minqing/geodata/change/append";
import type { Executor } from "@minqing/geodata/database";
import { locateRegion } from "@minqing/geodata/region/queries";
import { nearestReach, riverDistanceM } from "@minqing/geodata/river/place-queries";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { singleRow } from "../single-row.ts";
import { type CaseDraft, fileCase } from "./file-case.ts";
import { runOnce } from "./idempotency.ts";

export interface ReportRequest {
  actor: Actor;
  report: CaseReport;
  idempotencyKey: string | null;
}

type ReportContext = Pick<ServerContext, "db" | "now" | "demo" | "metrics" | "contacts">;

export async function reportCase(
  context: ReportContext,
  { actor, report, idempotencyKey }: ReportRequest,
): Promise<CaseView> {
  const { db, now, demo, metrics, contacts } = context;
  const at = now();
  const { contact, ...fields } = report;
  const compared = contact === undefined ? fields : { ...fields, contact: contacts.fingerprint(contact) };
  const idempotent = { username: actor.username, key: idempotencyKey, request: ["report", compared], status: 201, at };
  const view = await db.transaction((tx) =>
    runOnce(tx, idempotent, CaseView, async () => {
      const category = await categoryOf(tx, report.category, at);
      const position = toWgs84(report.position, report.crs);
      const place = await placeOf(tx, actor, { position, at });
      const { title, description = null, address = null, source } = report;
      const priority = report.priority ?? category.defaultPriority;
      const id = await fileCase(
        tx,
        { category, title, description, priority, source, sourceId: null, ...place, address, synthetic: demo },
        { actor, at, limits: await stageLimits(tx, at), followedBy: [] },
      );
      if (contact !== undefined) await saveContact(tx, context, { actor, caseId: id, contact, at });
      const value = singleRow(await caseViews(tx, [id]));
      const scopeAfter = { ...standingAt(place.regionCode, place.reachCode), reportedBy: actor.username };
      await appendChanges(tx, [{ kind: "case", id, scopeBefore: null, scopeAfter, value }]);
      return value;
    }),
  );
  db.ring("changes");
  metrics.casesOpened.inc({ source: report.source });
  return view;
}

async function saveContact(
  tx: Executor,
  { contacts, demo }: ReportContext,
  { actor, caseId, contact, at }: { actor: Actor; caseId: string; contact: CaseContact; at: Date },
): Promise<void> {
  await contacts.save(tx, { caseId, contact, at, synthetic: demo });
  const act = {
    action: "contact.give",
    object: { kind: "case", id: caseId },
    detail: { fields: givenFields(contact) },
  };
  await writeAudit(tx, doneBy(actor, at, act));
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
  { position, at }: { position: readonly [number, number]; at: Date },
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
