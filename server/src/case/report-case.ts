// A report by hand (上报): citizen, grid worker, operator, patrol.
import type { Actor } from "@minqing/core/access/account";
import { inScope } from "@minqing/core/access/scope";
import { type CaseReport, CaseView } from "@minqing/core/case/case";
import { toWgs84 } from "@minqing/core/geo/position";
import { caseCategories, stageLimits } from "@minqing/geodata/case/queries";
import { caseViews } from "@minqing/geodata/case/view-queries";
import { appendChanges } from "@minqing/geodata/change/append";
import type { Executor } from "@minqing/geodata/database";
import { locateRegion } from "@minqing/geodata/region/queries";
import { oneOf } from "../problem/one-of.ts";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { answerOnce } from "./answer-once.ts";
import { fileCase } from "./file-case.ts";

export interface ReportRequest {
  actor: Actor;
  report: CaseReport;
  idempotencyKey: string | null;
}

export async function reportCase(
  { db, now, demo, metrics }: Pick<ServerContext, "db" | "now" | "demo" | "metrics">,
  { actor, report, idempotencyKey }: ReportRequest,
): Promise<CaseView> {
  const at = now();
  const question = { username: actor.username, key: idempotencyKey, request: ["report", report], status: 201, at };
  const view = await db.transaction((tx) =>
    answerOnce(tx, question, CaseView, async () => {
      const category = await categoryOf(tx, report.category, at);
      const position = toWgs84(report.position, report.crs);
      const regionCode = await placeOf(tx, actor, position);
      const { title, description = null, address = null, source } = report;
      const priority = report.priority ?? category.defaultPriority;
      const place = { regionCode, position, address };
      const id = await fileCase(
        tx,
        { category, title, description, priority, source, sourceId: null, ...place, synthetic: demo },
        { actor, at, limits: await stageLimits(tx, at), followedBy: [] },
      );
      const value = oneOf(await caseViews(tx, [id]));
      await appendChanges(tx, [{ kind: "case", id, scopeBefore: null, scopeAfter: regionCode, value }]);
      return value;
    }),
  );
  db.ring("changes");
  metrics.casesOpened.inc({ source: report.source });
  return view;
}

async function categoryOf(tx: Executor, code: string, at: Date) {
  const category = (await caseCategories(tx, at)).find((candidate) => candidate.code === code);
  if (category !== undefined) return category;
  throw new ProblemError("bad-request", undefined, [
    { path: "category", expected: "the code of a category that is valid now", got: code },
  ]);
}

async function placeOf(tx: Executor, actor: Actor, position: readonly [number, number]): Promise<string> {
  const code = await locateRegion(tx, position);
  if (code === null) {
    throw new ProblemError("bad-request", undefined, [
      { path: "position", expected: "a place inside the city", got: position.join(", ") },
    ]);
  }
  if (!inScope(actor.scope, code)) throw new ProblemError("outside-scope", `region ${code} is not in your scope`);
  return code;
}
