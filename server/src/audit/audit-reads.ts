// Middleware: writes reads of personal data to the audit trail before the response leaves; a failed write fails the request.
import { doneBy } from "@minqing/core/audit/event";
import { writeAudit } from "@minqing/geodata/audit/queries";
import type { MiddlewareHandler } from "hono";
import { matchedRoute } from "../http/matched-route.ts";
import type { ServerEnv } from "../http/server-env.ts";
import type { ServerContext } from "../server-context.ts";

/** Routes whose responses name persons, or may contain personal data sent by a device. Pictures: see picture-reads.ts. */
const READ_ACTIONS: Readonly<Record<string, string>> = {
  "/api/accounts": "account.read",
  "/api/accounts/:username/identities": "account.read",
  "/api/sessions": "session.read",
  "/api/organisation/people": "person.read",
  "/api/organisation/shifts": "shift.read",
  "/api/organisation/:kind/:id/history": "history.read",
  "/api/dead-letters": "dead-letter.read",
  "/api/audit": "audit.read",
};

export const auditReads =
  ({ db, now }: Pick<ServerContext, "db" | "now">): MiddlewareHandler<ServerEnv> =>
  async (c, next) => {
    await next();
    const route = matchedRoute(c) ?? "";
    const action = READ_ACTIONS[route];
    if (action === undefined || c.req.method !== "GET" || !c.res.ok) return;
    // The further pages of a search of the trail are the same search: else paging would lengthen what it reads.
    if (action === "audit.read" && c.req.query("cursor") !== undefined) return;
    // Filter values may name a person too: only the names of the filters are written.
    const detail = { filters: Object.keys(c.req.query()).sort() };
    await writeAudit(db, doneBy(c.get("session").actor, now(), { action, detail }));
  };
