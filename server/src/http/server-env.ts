// What every handler finds in its request's context.
import type { HttpBindings } from "@hono/node-server";
import type { Session } from "../access/session/session.ts";
import type { ClientConnection } from "./client-connection.ts";

/** What a request is about, where a refusal must say it. */
interface Subject {
  kind: string;
  id: string;
}

export interface ServerEnv {
  Bindings: HttpBindings;
  Variables: { client: ClientConnection; requestId: string; session: Session; claimedName?: string; subject?: Subject };
}
