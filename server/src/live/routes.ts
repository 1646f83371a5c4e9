// Routes of live screens: the board's snapshot, the change log after a cursor, and full frames of the live layers.
import { createRoute } from "@hono/zod-openapi";
import { BoardSnapshot } from "@minqing/core/change/board";
import { ChangeMessage } from "@minqing/core/change/entry";
import type { FrameLayer } from "@minqing/core/live/frame";
import type { Context } from "hono";
import { z } from "zod";
import { wholeNumber } from "../http/list-query.ts";
import { jsonAnswer, newRouter } from "../http/router.ts";
import type { ServerEnv } from "../http/server-env.ts";
import type { ServerContext } from "../server-context.ts";
import { boardKey } from "./board-key.ts";
import { boardSnapshot } from "./board-snapshot.ts";
import { readScopedChanges, scopeChangedProblem } from "./scoped-changes.ts";

const snapshot = createRoute({
  method: "get",
  path: "/snapshot",
  tags: ["live"],
  operationId: "readBoard",
  summary: "The board and its cursor, read at one instant",
  responses: { 200: jsonAnswer(BoardSnapshot, "The board") },
});

const changes = createRoute({
  method: "get",
  path: "/changes",
  tags: ["live"],
  operationId: "readChanges",
  summary: "The change log after a cursor, in the session's scope; 410 when the log does not reach back that far",
  request: {
    query: z.object({
      after: wholeNumber(0, Number.MAX_SAFE_INTEGER),
      /** The scope key of the snapshot: with another scope, or another build of the program, the cursor is expired. */
      scopeKey: z.string().max(4096).optional(),
    }),
  },
  responses: { 200: jsonAnswer(ChangeMessage, "Every entry in (from, to]; ask again after `to` until from = to") },
});

const frameResponse = {
  200: {
    description: "One frame with everything in scope (layout: core/live/frame)",
    content: { "application/octet-stream": { schema: z.string() } },
  },
};

const positions = createRoute({
  method: "get",
  path: "/live/positions",
  tags: ["live"],
  operationId: "readPositions",
  summary: "Present positions of everything that moves",
  responses: frameResponse,
});

const values = createRoute({
  method: "get",
  path: "/live/values",
  tags: ["live"],
  operationId: "readValues",
  summary: "The newest value of every numeric datastream",
  responses: frameResponse,
});

export const liveRoutes = (context: ServerContext) => {
  const { db, liveLayers, now } = context;
  const answerFrame = (c: Context<ServerEnv>, layer: FrameLayer): Response => {
    const frame = liveLayers.fullFrame(layer, c.get("session").actor.scope, now().getTime());
    return c.newResponse(new Uint8Array(frame), {
      status: 200,
      headers: { "content-type": "application/octet-stream", "cache-control": "no-store" },
    });
  };
  return newRouter()
    .openapi(snapshot, async (c) => {
      const { actor, scopeKey } = c.get("session");
      const board = { scope: actor.scope, key: boardKey(context, scopeKey), now: now() };
      return c.json(await boardSnapshot(db, board), 200);
    })
    .openapi(changes, async (c) => {
      const { after, scopeKey } = c.req.valid("query");
      const session = c.get("session");
      if (scopeKey !== undefined && scopeKey !== boardKey(context, session.scopeKey)) throw scopeChangedProblem();
      return c.json(
        await readScopedChanges(db, { scope: session.actor.scope, scopeSince: session.scopeSince }, after),
        200,
      );
    })
    .openapi(positions, (c) => answerFrame(c, "positions"))
    .openapi(values, (c) => answerFrame(c, "values"));
};
