// Routes of cases: list, report, detail, commands, secrecy, contact, density.

import { createRoute } from "@hono/zod-openapi";
import { CASE_ACTS, CaseCommand } from "@minqing/core/case/acts";
import { CaseReport, CaseSource, CaseView } from "@minqing/core/case/case";
import { CASE_STATUSES } from "@minqing/core/case/status";
import { cellCounts } from "@minqing/core/geo/density";
import { RevealedContact, RevealRequest } from "@minqing/core/privacy/contact";
import { casePositions, listCases } from "@minqing/geodata/case/view-queries";
import { z } from "zod";
import { onceContext, onceOf } from "../act/once.ts";
import { IdempotencyHeader } from "../act/run-once.ts";
import { commaList, instantText, RegionQuery, TimeOrderedPage, wholeNumber } from "../http/list-query.ts";
import { encodePageEnd, pageOf } from "../http/page-cursor.ts";
import { pageSchema } from "../http/page-schema.ts";
import { jsonAnswer, jsonBody, newRouter } from "../http/router.ts";
import { revealContact } from "../privacy/reveal-contact.ts";
import { reportCase } from "../report/file-report.ts";
import type { ServerContext } from "../server-context.ts";
import { CaseDetail, caseDetail } from "./case-detail.ts";
import { classifyCase, runCommand } from "./run-command.ts";

const PRIORITIES = ["1", "2", "3", "4"] as const;
const WEEK_MS = 7 * 86_400_000;

const list = createRoute({
  method: "get",
  path: "/",
  tags: ["cases"],
  operationId: "listCases",
  summary: "Cases, newest first; status and priority take several values, separated by commas",
  request: {
    query: TimeOrderedPage.extend({
      status: commaList(CASE_STATUSES).optional(),
      priority: commaList(PRIORITIES).optional(),
      category: z.string().max(16).optional(),
      departmentId: z.string().max(64).optional(),
      source: CaseSource.optional(),
    }),
  },
  responses: { 200: jsonAnswer(pageSchema(CaseView), "A page of cases") },
});

const report = createRoute({
  method: "post",
  path: "/",
  tags: ["cases"],
  operationId: "reportCase",
  summary: "Report a case",
  request: { headers: IdempotencyHeader, body: jsonBody(CaseReport) },
  responses: { 201: jsonAnswer(CaseView, "The case as reported") },
});

const Density = z.object({
  resolution: z.number().int(),
  cells: z.array(z.tuple([z.string(), z.number().int()])),
  at: z.iso.datetime(),
});

const density = createRoute({
  method: "get",
  path: "/density",
  tags: ["cases"],
  operationId: "readCaseDensity",
  summary: "Cases of the last 7 days (or since an instant) counted per H3 cell, the fullest cells first",
  request: { query: RegionQuery.extend({ res: wholeNumber(5, 10).default(7), since: instantText.optional() }) },
  responses: { 200: jsonAnswer(Density, "Cells") },
});

const detail = createRoute({
  method: "get",
  path: "/{id}",
  tags: ["cases"],
  operationId: "readCase",
  summary: "A case with its log, its possible commands, its source and the cases nearby",
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: jsonAnswer(CaseDetail, "The case") },
});

const command = createRoute({
  method: "post",
  path: "/{id}/commands",
  tags: ["cases"],
  operationId: "commandCase",
  summary: "Carry out a command on a case",
  request: { params: z.object({ id: z.uuid() }), headers: IdempotencyHeader, body: jsonBody(CaseCommand) },
  responses: { 200: jsonAnswer(CaseView, "The case after the command") },
});

const classify = createRoute({
  method: "post",
  path: "/{id}/secrecy",
  tags: ["cases"],
  operationId: "classifyCase",
  summary: "Set the secrecy grade of a case; clients without that clearance no longer see it",
  request: { params: z.object({ id: z.uuid() }), headers: IdempotencyHeader, body: jsonBody(CASE_ACTS.classify.input) },
  responses: { 200: jsonAnswer(CaseView, "The case") },
});

const reveal = createRoute({
  method: "post",
  path: "/{id}/contact/reveal",
  tags: ["cases"],
  operationId: "revealContact",
  summary: "Show the contact of a case in plain, for a purpose; writes an audit row",
  request: { headers: IdempotencyHeader, params: z.object({ id: z.uuid() }), body: jsonBody(RevealRequest) },
  responses: { 200: jsonAnswer(RevealedContact, "The fields that the reader's role may see for this purpose") },
});

export const caseRoutes = (context: ServerContext) =>
  newRouter()
    .openapi(list, async (c) => {
      const { region = null, bbox = null, since = null, until = null, limit, ...query } = c.req.valid("query");
      const rows = await listCases(context.db, {
        scope: c.get("session").actor.scope,
        region,
        bbox,
        since,
        until,
        before: query.cursor ?? null,
        limit: limit + 1,
        statuses: query.status ?? null,
        priorities: query.priority?.map(Number) ?? null,
        category: query.category ?? null,
        departmentId: query.departmentId ?? null,
        source: query.source ?? null,
      });
      return c.json(
        pageOf(rows, limit, (last) => encodePageEnd(last.reportedAt, last.id)),
        200,
      );
    })
    .openapi(report, async (c) => {
      const { actor } = c.get("session");
      const once = await onceOf(context, c);
      return c.json(await reportCase(context, { actor, report: c.req.valid("json"), once }), 201);
    })
    .openapi(density, async (c) => {
      const { region = null, res, ...query } = c.req.valid("query");
      const at = context.now();
      const since = query.since ?? new Date(at.getTime() - WEEK_MS);
      const positions = await casePositions(context.db, c.get("session").actor.scope, region, since);
      return c.json({ resolution: res, cells: cellCounts(positions, res), at: at.toISOString() }, 200);
    })
    .openapi(detail, async (c) =>
      c.json(await caseDetail(context, c.get("session").actor, c.req.valid("param").id), 200),
    )
    .openapi(classify, async (c) => {
      const { actor } = c.get("session");
      const { id: caseId } = c.req.valid("param");
      const input = c.req.valid("json");
      const once = await onceOf(context, c);
      return c.json(await classifyCase(context, { actor, caseId, input, once }), 200);
    })
    .openapi(reveal, async (c) => {
      const { id: caseId } = c.req.valid("param");
      c.set("subject", { kind: "case", id: caseId });
      const { actor } = c.get("session");
      const answer = { status: 200, objectOf: () => ({ kind: "case", id: caseId }), kept: false };
      const revealing = await onceContext(context, c, answer);
      return c.json(await revealContact(revealing, { actor, caseId, request: c.req.valid("json") }), 200);
    })
    .openapi(command, async (c) => {
      const { actor } = c.get("session");
      const { id: caseId } = c.req.valid("param");
      const input = c.req.valid("json");
      const once = await onceOf(context, c);
      return c.json(await runCommand(context, { actor, caseId, input, once }), 200);
    });
