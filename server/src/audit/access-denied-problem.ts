// Decides which problems are denied access for the audit trail, and describes them.
import type { Problem } from "@minqing/core/problem/problem";
import type { Context } from "hono";
import { permissionFor } from "../access/authenticate.ts";
import type { Session } from "../access/session/session.ts";
import { clientAddress } from "../http/client-address.ts";
import type { ServerEnv } from "../http/server-env.ts";
import type { AccessDenied } from "./access-denials.ts";

const DENIED_STATUS = new Set([401, 403, 429]);
const OUTSIDE_SCOPE = "urn:problem:outside-scope";
const MAX_ACTOR_CHARACTERS = 64;

/** For a guarded object (a contact, noted as `subject`) every failed request below 500 counts as denied access. */
export const isAccessDenied = (c: Context<ServerEnv>, { status, type }: Problem): boolean =>
  DENIED_STATUS.has(status) || type === OUTSIDE_SCOPE || (c.get("subject") !== undefined && status < 500);

/** The action is the permission that the route requires. */
export function accessDeniedOf(c: Context<ServerEnv>, problem: Problem): AccessDenied {
  // Undefined where the sign-in itself was refused.
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
