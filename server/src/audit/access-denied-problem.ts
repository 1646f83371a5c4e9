// Which answers are refusals of the audit trail, and what is said of them.
import type { Problem } from "@minqing/core/problem/problem";
import type { Context } from "hono";
import { permissionFor } from "../access/authenticate.ts";
import type { Session } from "../access/session/session.ts";
import { clientAddress } from "../http/client-address.ts";
import type { ServerEnv } from "../http/server-env.ts";
import type { AccessDenied } from "./access-denials.ts";

const REFUSED = new Set([401, 403, 429]);
const OUTSIDE_SCOPE = "urn:problem:outside-scope";
const MAX_ACTOR_CHARACTERS = 64;

/** Whoever asks for what is guarded by itself (a contact) and does not get it was refused, whatever the reason. */
export const isAccessDenied = (c: Context<ServerEnv>, { status, type }: Problem): boolean =>
  REFUSED.has(status) || type === OUTSIDE_SCOPE || (c.get("subject") !== undefined && status < 500);

/** The action is the permission that the address needs: what was not allowed. */
export function accessDeniedOf(c: Context<ServerEnv>, problem: Problem): AccessDenied {
  // Not there yet when the session itself is what was refused.
  const session: Session | undefined = c.get("session");
  const subject = c.get("subject");
  const isSignIn = c.req.method === "POST" && c.req.path === "/api/session";
  return {
    actor: session?.actor.username ?? c.get("claimedName")?.slice(0, MAX_ACTOR_CHARACTERS) ?? null,
    roles: [...(session?.roles ?? [])],
    address: clientAddress(c) || null,
    action: isSignIn ? "session.open" : (permissionFor(c) ?? "request.refuse"),
    reason: problem.type.replace("urn:problem:", ""),
    objectKind: subject?.kind ?? null,
    objectId: subject?.id ?? null,
  };
}
