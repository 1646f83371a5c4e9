// Routes of devices: the ledger of a device's messages, dead letters with their reasons, and credentials.

import { createRoute } from "@hono/zod-openapi";
import { DeadLetterView, DeviceLedger } from "@minqing/core/device/ledger";
import {
  DEFAULT_DEVICE_LIMITS,
  DEVICE_LIMITS_KEY,
  DeviceLimits,
  DeviceLimitsInForce,
} from "@minqing/core/device/limits";
import { deviceLedger, listDeadLetters } from "@minqing/geodata/device/queries";
import { z } from "zod";
import { onceContext } from "../act/once.ts";
import { IdempotencyHeader } from "../act/run-once.ts";
import { instantText, limitUpTo } from "../http/list-query.ts";
import { encodePageEnd, PAGE_CURSOR, pageOf } from "../http/page-cursor.ts";
import { pageSchema } from "../http/page-schema.ts";
import { jsonAnswer, jsonBody, newRouter } from "../http/router.ts";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { type CitySetting, changeRule, ruleInForce } from "../setting/change-setting.ts";
import { revokeCredential, rotateCredential } from "./credential.ts";

const ledger = createRoute({
  method: "get",
  path: "/devices/{id}/ledger",
  tags: ["devices"],
  operationId: "readLedger",
  summary: "Number of a device's messages that were stored, late, repeated or refused",
  request: { params: z.object({ id: z.string().max(64) }) },
  responses: { 200: jsonAnswer(DeviceLedger, "The device's ledger") },
});

const letters = createRoute({
  method: "get",
  path: "/dead-letters",
  tags: ["devices"],
  operationId: "listDeadLetters",
  summary: "Messages that could not be used, newest first, each with its reason",
  request: {
    query: z.object({
      deviceId: z.string().max(64).optional(),
      since: instantText.optional(),
      until: instantText.optional(),
      limit: limitUpTo(500, 100),
      cursor: PAGE_CURSOR.serial.optional(),
    }),
  },
  responses: { 200: jsonAnswer(pageSchema(DeadLetterView), "A page of dead letters") },
});

const ById = z.object({ id: z.string().max(64) });

const rotate = createRoute({
  method: "post",
  path: "/devices/{id}/credential",
  tags: ["devices"],
  operationId: "rotateCredential",
  summary: "Set a new password of a device, returned once; its connection is closed",
  request: { headers: IdempotencyHeader, params: ById },
  responses: { 200: jsonAnswer(z.object({ username: z.string(), password: z.string() }), "The new credential") },
});

const revoke = createRoute({
  method: "delete",
  path: "/devices/{id}/credential",
  tags: ["devices"],
  operationId: "revokeCredential",
  summary: "Disable a device's credential; its connection is closed",
  request: { headers: IdempotencyHeader, params: ById },
  responses: { 204: { description: "Revoked" } },
});

const DEVICE_LIMITS: CitySetting<DeviceLimits> = {
  key: DEVICE_LIMITS_KEY,
  schema: DeviceLimits,
  usual: DEFAULT_DEVICE_LIMITS,
};

const readLimits = createRoute({
  method: "get",
  path: "/device-limits",
  tags: ["devices"],
  operationId: "readDeviceLimits",
  summary: "What one device may do: messages, alarms and cases, and how old its readings may be",
  responses: { 200: jsonAnswer(DeviceLimitsInForce, "The limits in force, with their edition") },
});

const changeLimits = createRoute({
  method: "put",
  path: "/device-limits",
  tags: ["devices"],
  operationId: "changeDeviceLimits",
  summary: "Change the limits of devices, from now on",
  request: { headers: IdempotencyHeader, body: jsonBody(DeviceLimitsInForce) },
  responses: { 200: jsonAnswer(DeviceLimitsInForce, "The limits in force") },
});

export const deviceRoutes = (context: ServerContext) => {
  const { db, city } = context;
  return newRouter()
    .openapi(rotate, async (c) => {
      const { id } = c.req.valid("param");
      const rotating = await onceContext(context, c, {
        status: 200,
        objectOf: () => ({ kind: "device", id }),
        kept: false,
      });
      return c.json({ username: id, password: await rotateCredential(rotating, c.get("session").actor, id) }, 200);
    })
    .openapi(revoke, async (c) => {
      await revokeCredential(
        await onceContext(context, c, { status: 204 }),
        c.get("session").actor,
        c.req.valid("param").id,
      );
      return c.body(null, 204);
    })
    .openapi(readLimits, async (c) => c.json(await ruleInForce(db, DEVICE_LIMITS, context.now()), 200))
    .openapi(changeLimits, async (c) => {
      const { edition, ...value } = c.req.valid("json");
      const changing = await onceContext(context, c, { status: 200 });
      const action = "device-limits.change";
      const changed = await changeRule(changing, c.get("session").actor, DEVICE_LIMITS, { value, edition, action });
      changing.db.ring("configuration");
      return c.json(changed, 200);
    })
    .openapi(ledger, async (c) => {
      const { id } = c.req.valid("param");
      const found = await deviceLedger(db, c.get("session").actor.scope, id);
      if (found === null) throw new ProblemError("not-found", `there is no device ${id} in your scope`);
      return c.json(found, 200);
    })
    .openapi(letters, async (c) => {
      const { deviceId = null, since = null, until = null, cursor = null, limit } = c.req.valid("query");
      const { scope } = c.get("session").actor;
      const filter = { scope, cityCode: city.code, deviceId, since, until, before: cursor, limit: limit + 1 };
      const rows = await listDeadLetters(db, filter);
      return c.json(
        pageOf(rows, limit, (last) => encodePageEnd(last.receivedAt, last.id)),
        200,
      );
    });
};
