// Routes of detections: list, picture, verdict.
import { createRoute } from "@hono/zod-openapi";
import { DetectionFate, DetectionView, detectionKey } from "@minqing/core/detection/detection";
import { listDetections } from "@minqing/geodata/detection/queries";
import { detectionPicture } from "@minqing/geodata/picture/queries";
import { z } from "zod";
import { onceOf } from "../act/once.ts";
import { IdempotencyHeader } from "../act/run-once.ts";
import { FlagText, TimeOrderedPage } from "../http/list-query.ts";
import { encodePageEnd, PAGE_CURSOR, pageOf } from "../http/page-cursor.ts";
import { pageSchema } from "../http/page-schema.ts";
import { jsonAnswer, jsonBody, newRouter } from "../http/router.ts";
import { answerPicture, pictureResponses } from "../picture/answer-picture.ts";
import type { ServerContext } from "../server-context.ts";
import { judge, Verdict } from "./judge.ts";

const Key = z.object({ cameraId: z.string().max(64), id: z.string().max(128) });

const list = createRoute({
  method: "get",
  path: "/",
  tags: ["detections"],
  operationId: "listDetections",
  summary: "Detections, newest first",
  request: {
    query: TimeOrderedPage.extend({
      cursor: PAGE_CURSOR.text.optional(),
      cameraId: z.string().max(64).optional(),
      fate: DetectionFate.optional(),
      open: FlagText.optional().describe("only detections that wait for review"),
    }),
  },
  responses: { 200: jsonAnswer(pageSchema(DetectionView), "A page of detections") },
});

const picture = createRoute({
  method: "get",
  path: "/{cameraId}/{id}/snapshot",
  tags: ["detections"],
  operationId: "readDetectionPicture",
  summary: "The picture that came with a detection",
  request: { params: Key },
  responses: pictureResponses,
});

const verdict = createRoute({
  method: "post",
  path: "/{cameraId}/{id}/verdict",
  tags: ["detections"],
  operationId: "judgeDetection",
  summary: "Judge a detection; a confirmed one opens a case",
  request: { params: Key, headers: IdempotencyHeader, body: jsonBody(Verdict) },
  responses: { 200: jsonAnswer(DetectionView, "The detection now") },
});

export const detectionRoutes = (context: ServerContext) =>
  newRouter()
    .openapi(list, async (c) => {
      const { region = null, bbox = null, since = null, until = null, ...query } = c.req.valid("query");
      const rows = await listDetections(context.db, {
        scope: c.get("session").actor.scope,
        region,
        bbox,
        since,
        until,
        before: query.cursor ?? null,
        limit: query.limit + 1,
        cameraId: query.cameraId ?? null,
        fate: query.fate ?? null,
        open: query.open ?? false,
      });
      return c.json(
        pageOf(rows, query.limit, (last) => encodePageEnd(last.observedAt, detectionKey(last))),
        200,
      );
    })
    .openapi(picture, async (c) => {
      const { actor } = c.get("session");
      const key = c.req.valid("param");
      const shown = await detectionPicture(context.db, actor.scope, key);
      if (shown !== null) await context.pictureReads.record(actor, "picture.open", detectionKey(key));
      return answerPicture(c, shown);
    })
    .openapi(verdict, async (c) => {
      const { actor } = c.get("session");
      const key = c.req.valid("param");
      const given = c.req.valid("json");
      const once = await onceOf(context, c);
      return c.json(await judge(context, { actor, key, verdict: given, once }), 200);
    });
