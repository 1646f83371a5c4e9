// Routes of shifts (班次): who is on duty for which department, and when.

import { createRoute } from "@hono/zod-openapi";
import { ShiftDraft, ShiftRecord, shiftId } from "@minqing/core/organisation/shift";
import { UnitId, Versioned } from "@minqing/core/organisation/unit";
import { issue } from "@minqing/core/organisation/unit-issue";
import { deleteShift, listShifts } from "@minqing/geodata/organisation/shift-queries";
import { z } from "zod";
import { onceContext } from "../act/once.ts";
import { IdempotencyHeader } from "../act/run-once.ts";
import { instantText, limitUpTo } from "../http/list-query.ts";
import { encodePageEnd, PAGE_CURSOR, pageOf } from "../http/page-cursor.ts";
import { pageSchema } from "../http/page-schema.ts";
import { jsonAnswer, jsonBody, newRouter } from "../http/router.ts";
import type { ServerContext } from "../server-context.ts";
import { ById, SavedUnit } from "./routes.ts";
import { saveRequested } from "./save-requested.ts";
import { deleteUnit } from "./save-unit.ts";
import { SHIFTS } from "./units.ts";

const tags = ["organisation"];

const list = createRoute({
  method: "get",
  path: "/shifts",
  tags,
  operationId: "listShifts",
  summary: "Shifts that overlap a period, ordered by their beginning",
  request: {
    query: z.object({
      department: UnitId.optional(),
      person: UnitId.optional(),
      since: instantText,
      until: instantText,
      limit: limitUpTo(1000, 200),
      cursor: PAGE_CURSOR.text.optional(),
    }),
  },
  responses: { 200: jsonAnswer(pageSchema(ShiftRecord), "Shifts") },
});

const create = createRoute({
  method: "post",
  path: "/shifts",
  tags,
  operationId: "createShift",
  summary: "Create a shift",
  request: { headers: IdempotencyHeader, body: jsonBody(ShiftDraft) },
  responses: { 201: jsonAnswer(SavedUnit, "The shift: its id and its version") },
});

const change = createRoute({
  method: "put",
  path: "/shifts/{id}",
  tags,
  operationId: "changeShift",
  summary: "Change a shift that is not over",
  request: { headers: IdempotencyHeader, params: ById, body: jsonBody(ShiftDraft.extend(Versioned.shape)) },
  responses: { 200: jsonAnswer(SavedUnit, "The shift: its id and its new version") },
});

const remove = createRoute({
  method: "delete",
  path: "/shifts/{id}",
  tags,
  operationId: "deleteShift",
  summary: "Delete a shift that has not begun; its history stays",
  request: { headers: IdempotencyHeader, params: ById, body: jsonBody(Versioned) },
  responses: { 204: { description: "Deleted" } },
});

export const shiftRoutes = (context: ServerContext) =>
  newRouter()
    .openapi(list, async (c) => {
      const { department = null, person = null, since, until, limit, cursor = null } = c.req.valid("query");
      const filter = { departmentId: department, personId: person, since, until, after: cursor, limit: limit + 1 };
      const rows = await listShifts(context.db, filter);
      return c.json(
        pageOf(rows, limit, ({ startsAt, id }) => encodePageEnd(startsAt, id)),
        200,
      );
    })
    .openapi(create, async (c) => {
      const draft = c.req.valid("json");
      return c.json(await saveRequested(context, c, SHIFTS, { id: shiftId(draft), draft, version: null }), 201);
    })
    .openapi(change, async (c) => {
      const { version, ...draft } = c.req.valid("json");
      const { id } = c.req.valid("param");
      return c.json(await saveRequested(context, c, SHIFTS, { id, draft, version }), 200);
    })
    .openapi(remove, async (c) => {
      await deleteUnit(await onceContext(context, c, { status: 204 }), SHIFTS, {
        actor: c.get("session").actor,
        id: c.req.valid("param").id,
        version: c.req.valid("json").version,
        issues: ({ startsAt }, at) =>
          Date.parse(startsAt) <= at.getTime() ? [issue("startsAt", "shift-begun", startsAt)] : [],
        remove: deleteShift,
      });
      return c.body(null, 204);
    });
