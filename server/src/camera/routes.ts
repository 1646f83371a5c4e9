// Cameras and their newest pictures.
import { createRoute } from "@hono/zod-openapi";
import { CameraView } from "@minqing/core/camera/camera";
import { listCameras } from "@minqing/geodata/camera/queries";
import { newestPicture } from "@minqing/geodata/picture/queries";
import { z } from "zod";
import { IdOrderedPage } from "../http/list-query.ts";
import { pageOf } from "../http/page-cursor.ts";
import { pageSchema } from "../http/page-schema.ts";
import { jsonAnswer, newRouter } from "../http/router.ts";
import { answerPicture, pictureResponses } from "../picture/answer-picture.ts";
import type { ServerContext } from "../server-context.ts";

const list = createRoute({
  method: "get",
  path: "/",
  tags: ["cameras"],
  operationId: "listCameras",
  summary: "Cameras, ordered by id",
  request: { query: IdOrderedPage.extend({ group: z.string().max(64).optional() }) },
  responses: { 200: jsonAnswer(pageSchema(CameraView), "A page of cameras") },
});

const picture = createRoute({
  method: "get",
  path: "/{id}/snapshot",
  tags: ["cameras"],
  operationId: "readCameraPicture",
  summary: "The newest picture of a camera",
  request: { params: z.object({ id: z.string().max(64) }) },
  responses: pictureResponses,
});

export const cameraRoutes = ({ db, pictureReads }: ServerContext) =>
  newRouter()
    .openapi(list, async (c) => {
      const { region = null, bbox = null, group = null, limit, cursor = "" } = c.req.valid("query");
      const { scope } = c.get("session").actor;
      const rows = await listCameras(db, { scope, region, bbox, group, after: cursor, limit: limit + 1 });
      return c.json(
        pageOf(rows, limit, (last) => last.id),
        200,
      );
    })
    .openapi(picture, async (c) => {
      const { actor } = c.get("session");
      const { id } = c.req.valid("param");
      const newest = await newestPicture(db, actor.scope, id);
      if (newest !== null) await pictureReads.record(actor, "picture.glance", id);
      return answerPicture(c, newest);
    });
