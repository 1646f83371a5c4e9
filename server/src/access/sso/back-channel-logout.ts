// Whoever signs out at the provider is signed out here (单点登出): the sessions that it opened end, those that a password
// opened stay.
import { doneBy } from "@minqing/core/audit/event";
import {
  endSignedOutSessions,
  linkedAccount,
  purgeLogoutTokens,
  spendLogoutToken,
} from "@minqing/geodata/access/identity-queries";
import { writeAudit } from "@minqing/geodata/audit/queries";
import type { Database } from "@minqing/geodata/database";
import { type IdentityProvider, ProviderFault, type SignOut } from "./identity-provider.ts";
import { NOTICE_LIVES_S } from "./logout-token.ts";

/** Longer than any notice is believed, the difference of two clocks included. */
const KEEP_MS = 2 * NOTICE_LIVES_S * 1000;

interface Options {
  db: Database;
  now: () => Date;
}

/** Throws a ProviderFault for a notice that came before. Nobody signed in here is no fault: they are out already. */
export async function followSignOut(
  { db, now }: Options,
  provider: Pick<IdentityProvider, "id" | "protocol">,
  { id, subject, session }: SignOut,
  address: string | null,
): Promise<void> {
  const ended = await db.transaction(async (tx) => {
    const at = now();
    await purgeLogoutTokens(tx, at);
    const keepUntil = new Date(at.getTime() + KEEP_MS);
    if (!(await spendLogoutToken(tx, { provider: provider.id, tokenId: id, keepUntil }))) {
      throw new ProviderFault("refused", "expected a token that was not used yet, got one that was");
    }
    const username = subject === null ? null : await linkedAccount(tx, provider.id, subject);
    if (subject !== null && username === null) return [];
    const out = { protocol: provider.protocol, username, providerSession: session };
    const owners = await endSignedOutSessions(tx, out);
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
