// Reads of personal data in the audit trail: the row is written before the answer leaves, and without it there is none.
import { doneBy } from "@minqing/core/audit/event";
import { writeAudit } from "@minqing/geodata/audit/queries";
import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { ServerEnv } from "../http/server-env.ts";
import type { ServerContext } from "../server-context.ts";

/** Addresses whose answers name persons or may hold what a device sent of one. Pictures: see picture-reads.ts. */
const READS: Readonly<Record<string, string>> = {
  "/api/accounts": "account.read",
  "/api/accounts/:username/identities": "account.read",
  "/api/sessions": "session.read",
  "/api/organisation/people": "person.read",
  "/api/organisation/shifts": "shift.read",
  "/api/organisation/:kind/:id/history": "history.read",
  "/api/dead-letters": "dead-letter.read",
};

export const noteReads =
  ({ db, now }: Pick<ServerContext, "db" | "now">): MiddlewareHandler<ServerEnv> =>
  async (c, next) => {
    await next();
    const route = matchedRoutes(c).findLast(({ path }) => !path.endsWith("*"))?.path ?? "";
    const action = READS[route];
    if (action === undefined || c.req.method !== "GET" || !c.res.ok) return;
    // What was asked for may name a person as well: only the names of the filters.
    const detail = { filters: Object.keys(c.req.query()).sort() };
    await writeAudit(db, doneBy(c.get("session").actor, now(), { action, detail }));
  };
