// The variables of a request's context.
import type { HttpBindings } from "@hono/node-server";
import type { Session } from "../access/session/session.ts";
import type { ClientConnection } from "./client-connection.ts";

/** The guarded object of a request, named in the audit row of denied access. */
interface Subject {
  kind: string;
  id: string;
}

export interface ServerEnv {
  Bindings: HttpBindings;
  Variables: { client: ClientConnection; requestId: string; session: Session; claimedName?: string; subject?: Subject };
}
