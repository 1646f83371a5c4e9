// Whether the person whom the provider names may come in: only by an account that the security administrator has made.
import { Username } from "@minqing/core/access/account";
import { type AccountRow, lockAccount } from "@minqing/geodata/access/queries";
import type { Database } from "@minqing/geodata/database";
import { isLocked } from "../lock-out.ts";
import type { Origin } from "../session.ts";
import type { OpenedSession, Sessions } from "../sessions.ts";
import type { Identity } from "./identity-provider.ts";

export type AdmissionRefusal = "no-account" | "locked" | "second-factor";
export type Admission = { ok: true; opened: OpenedSession } | { ok: false; refusal: AdmissionRefusal };

interface Options {
  db: Database;
  sessions: Sessions;
  now: () => Date;
}

export function admit(options: Options, { username, hasSecondFactor }: Identity, origin: Origin): Promise<Admission> {
  const { db, sessions, now } = options;
  const name = Username.safeParse(username);
  if (!name.success) return Promise.resolve({ ok: false, refusal: "no-account" });
  return db.transaction(async (tx) => {
    const account = await lockAccount(tx, name.data);
    if (account === null || !sessions.isWelcome(account)) return { ok: false, refusal: "no-account" };
    const refusal = refusalOf(account, hasSecondFactor, now());
    if (refusal !== null) return { ok: false, refusal };
    const proof = { openedBy: "oidc", providerFactor: hasSecondFactor } as const;
    return { ok: true, opened: await sessions.open(tx, account, origin, proof) };
  });
}

/** An account with a second factor of its own never opens by one factor: then the password and the code are the way. */
function refusalOf(account: AccountRow, hasSecondFactor: boolean, now: Date): AdmissionRefusal | null {
  if (isLocked(account, now)) return "locked";
  return account.totpConfirmedAt !== null && !hasSecondFactor ? "second-factor" : null;
}
