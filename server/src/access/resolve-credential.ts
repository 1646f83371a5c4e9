// Finds the session of a credential: a person's session, or a service token. Called for every request and every new socket,
// and again and again for sockets that stay open.
import { SERVICE_TOKEN_PREFIX } from "@minqing/core/access/service-token";
import type { ServiceTokens } from "./service-token/service-tokens.ts";
import type { AuthenticationFailure, Session } from "./session/session.ts";
import type { Sessions } from "./session/sessions.ts";

export interface Credential {
  token: string;
  from: "header" | "cookie";
}

export type Authentication = { ok: true; session: Session; credential: Credential } | AuthenticationFailure;

const NOT_SIGNED_IN: AuthenticationFailure = { ok: false, code: "not-signed-in", name: null };

/** A service token counts only in the header: pages are for people. */
export async function resolveCredential(
  { sessions, serviceTokens }: { sessions: Sessions; serviceTokens: ServiceTokens },
  credential: Credential | null,
  use: { address: string | null; isUse: boolean },
): Promise<Authentication> {
  if (credential === null) return NOT_SIGNED_IN;
  const { token, from } = credential;
  if (token.startsWith(SERVICE_TOKEN_PREFIX) && from === "header") {
    const found = await serviceTokens.find(token, use.address, use.isUse);
    return found.ok ? { ...found, credential } : found;
  }
  const session = await sessions.find(token, use.address, use.isUse);
  return session === null ? NOT_SIGNED_IN : { ok: true, session, credential };
}
