// Whose credential this is: a person's session, or a service token. Asked for every request and socket, and again for
// sockets that stay open.
import { SERVICE_TOKEN_PREFIX } from "@minqing/core/access/service-token";
import type { ServiceTokens } from "./service-token/service-tokens.ts";
import type { Session, UnknownHolder } from "./session/session.ts";
import type { Sessions } from "./session/sessions.ts";

export interface Credential {
  token: string;
  from: "header" | "cookie";
}

export type Holder = { ok: true; session: Session; credential: Credential } | UnknownHolder;

const NOBODY: UnknownHolder = { ok: false, code: "not-signed-in", name: null };

/** No page is opened with a service token: in a cookie it is nothing. */
export async function holderOf(
  { sessions, serviceTokens }: { sessions: Sessions; serviceTokens: ServiceTokens },
  credential: Credential | null,
  use: { address: string | null; isUse: boolean },
): Promise<Holder> {
  if (credential === null) return NOBODY;
  const { token, from } = credential;
  if (token.startsWith(SERVICE_TOKEN_PREFIX) && from === "header") {
    const found = await serviceTokens.find(token, use.address, use.isUse);
    return found.ok ? { ...found, credential } : found;
  }
  const session = await sessions.find(token, use.address, use.isUse);
  return session === null ? NOBODY : { ok: true, session, credential };
}
