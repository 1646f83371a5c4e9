// Single sign-out (单点登出): a sign-out at the provider ends the sessions that the provider opened here; sessions opened by
// password stay.
import { doneBy } from "@minqing/core/audit/event";
import {
  endSignedOutSessions,
  linkedAccount,
  purgeLogoutTokens,
  spendLogoutToken,
} from "@minqing/geodata/access/identity-queries";
import { writeAudit } from "@minqing/geodata/audit/queries";
import type { Database } from "@minqing/geodata/database";
import { type IdentityProvider, type LogoutNotice, ProviderFault } from "./identity-provider.ts";
import { NOTICE_LIFETIME_S } from "./logout-token.ts";

/** How long used notices are stored: longer than a notice is accepted, clock difference included. */
const USED_NOTICE_TTL_MS = 2 * NOTICE_LIFETIME_S * 1000;

interface Options {
  db: Database;
  now: () => Date;
}

/** Throws a ProviderFault for a notice that was used before. No open session is no fault: the person is signed out already. */
export async function endSessionsAfterLogout(
  { db, now }: Options,
  provider: Pick<IdentityProvider, "id" | "protocol">,
  { id, subject, session }: LogoutNotice,
  address: string | null,
): Promise<void> {
  const ended = await db.transaction(async (tx) => {
    const at = now();
    await purgeLogoutTokens(tx, at);
    const keepUntil = new Date(at.getTime() + USED_NOTICE_TTL_MS);
    if (!(await spendLogoutToken(tx, { provider: provider.id, tokenId: id, keepUntil }))) {
      throw new ProviderFault("refused", "expected an unused logout token, got a used one");
    }
    const username = subject === null ? null : await linkedAccount(tx, provider.id, subject);
    if (subject !== null && username === null) return [];
    const filter = { protocol: provider.protocol, username, providerSession: session };
    const owners = await endSignedOutSessions(tx, filter);
    for (const owner of new Set(owners)) {
      const actor = { username: "system", roles: ["system" as const], address };
      const detail = { by: provider.protocol, sessions: owners.filter((each) => each === owner).length };
      const act = { action: "session.end", object: { kind: "account", id: owner }, detail };
      await writeAudit(tx, doneBy(actor, at, act));
    }
    return owners;
  });
  if (ended.length > 0) db.ring("access");
}
