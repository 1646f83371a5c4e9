// Route of the duty roster (值班), within the scope of the session. Names and posts, no telephone numbers.
import { createRoute } from "@hono/zod-openapi";
import { DutyRoster, nextChange } from "@minqing/core/organisation/duty";
import { onDuty, onDutyNext } from "@minqing/geodata/organisation/duty-queries";
import { z } from "zod";
import { limitUpTo } from "../http/list-query.ts";
import { jsonAnswer, newRouter } from "../http/router.ts";
import type { ServerContext } from "../server-context.ts";

/** The longest shift is 48 hours: the next one begins within that time. */
const AHEAD_MS = 48 * 3_600_000;

const roster = createRoute({
  method: "get",
  path: "/duty",
  tags: ["organisation"],
  operationId: "readDuty",
  summary: "Who is on duty now and who is next, in departments whose area touches the scope",
  request: {
    query: z.object({
      kind: z.string().min(1).max(32).optional().describe("kind of department: `command` for the command centre only"),
      limit: limitUpTo(2000, 1000).describe("max people on duty, and as many who are next"),
    }),
  },
  responses: { 200: jsonAnswer(DutyRoster, "The roster at this instant") },
});

export const dutyRoutes = ({ db, now: clock }: ServerContext) =>
  newRouter().openapi(roster, async (c) => {
    const { kind = null, limit } = c.req.valid("query");
    const at = clock();
    const filter = { scope: c.get("session").actor.scope, at, kind, limit };
    const [now, next] = [await onDuty(db, filter), await onDutyNext(db, filter, AHEAD_MS)];
    return c.json({ at: at.toISOString(), now, next, nextChangeAt: nextChange(now, next) }, 200);
  });
