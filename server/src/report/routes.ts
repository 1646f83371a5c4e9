// Routes of reports (上报): send one, read the own ones, move one to another case.

import { createRoute } from "@hono/zod-openapi";
import { stageOf } from "@minqing/core/case/stages";
import { OwnReport, ReportDraft, ReportView } from "@minqing/core/report/report";
import { typedText } from "@minqing/core/text/text";
import { type OwnReportRow, ownReport, ownReports } from "@minqing/geodata/report/queries";
import { z } from "zod";
import { onceOf } from "../act/once.ts";
import { IdempotencyHeader, RequiredIdempotencyHeader } from "../act/run-once.ts";
import { TimeOrderedPage } from "../http/list-query.ts";
import { encodePageEnd, pageOf } from "../http/page-cursor.ts";
import { pageSchema } from "../http/page-schema.ts";
import { jsonAnswer, jsonBody, newRouter } from "../http/router.ts";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { ReportReceipt, sendReport } from "./file-report.ts";
import { moveReport } from "./move-report.ts";
import { reporterOf } from "./reporter-of.ts";

const tags = ["reports"];
const ById = z.object({ id: z.uuid() });

const send = createRoute({
  method: "post",
  path: "/",
  tags,
  operationId: "sendReport",
  summary: "Report something: opens a case, or joins the one that is named; the same report again is the same report",
  request: { headers: RequiredIdempotencyHeader, body: jsonBody(ReportDraft) },
  responses: { 201: jsonAnswer(ReportReceipt, "The report, and the case that it opened or joined") },
});

const list = createRoute({
  method: "get",
  path: "/",
  tags,
  operationId: "listOwnReports",
  summary: "The own reports, newest first, each with the public stage of its case and the answer",
  request: { query: TimeOrderedPage.pick({ cursor: true, limit: true }) },
  responses: { 200: jsonAnswer(pageSchema(OwnReport), "A page of own reports") },
});

const read = createRoute({
  method: "get",
  path: "/{id}",
  tags,
  operationId: "readOwnReport",
  summary: "An own report",
  request: { params: ById },
  responses: { 200: jsonAnswer(OwnReport, "The report") },
});

const move = createRoute({
  method: "post",
  path: "/{id}/move",
  tags,
  operationId: "moveReport",
  summary: "Move a report to another case; a case keeps one report at least",
  request: {
    params: ById,
    headers: IdempotencyHeader,
    body: jsonBody(z.object({ caseId: z.uuid(), reason: typedText(500) })),
  },
  responses: { 200: jsonAnswer(ReportView, "The report in its new case") },
});

function shown({ status, reporter: _, enteredBy: __, channel: ___, ...row }: OwnReportRow): OwnReport {
  return { ...row, stage: stageOf(status).public };
}

export const reportRoutes = (context: ServerContext) =>
  newRouter()
    .openapi(send, async (c) => {
      const { actor } = c.get("session");
      return c.json(
        await sendReport(context, { actor, draft: c.req.valid("json"), once: await onceOf(context, c) }),
        201,
      );
    })
    .openapi(list, async (c) => {
      const { limit, cursor = null } = c.req.valid("query");
      const rows = await ownReports(context.db, reporterOf(c.get("session").actor), {
        before: cursor,
        limit: limit + 1,
      });
      const { items, nextCursor } = pageOf(rows, limit, (last) => encodePageEnd(last.receivedAt, last.id));
      return c.json({ items: items.map(shown), nextCursor }, 200);
    })
    .openapi(read, async (c) => {
      const { id } = c.req.valid("param");
      const found = await ownReport(context.db, reporterOf(c.get("session").actor), id);
      if (found === null) throw new ProblemError("not-found", `you have sent no report ${id}`);
      return c.json(shown(found), 200);
    })
    .openapi(move, async (c) => {
      const { actor } = c.get("session");
      const { id: reportId } = c.req.valid("param");
      const { caseId, reason } = c.req.valid("json");
      return c.json(
        await moveReport(context, { actor, reportId, caseId, reason, once: await onceOf(context, c) }),
        200,
      );
    });
