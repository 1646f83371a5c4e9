// Decides whether the person named by an identity provider may sign in: only with an account that the security administrator
// created. A bound person (身份绑定) is found by the provider's subject; the name counts only until the binding.
import { Username } from "@minqing/core/access/account";
import { doneBy } from "@minqing/core/audit/event";
import { insertIdentityLink, linkedAccount, recordLinkUse } from "@minqing/geodata/access/identity-queries";
import { type AccountRow, lockAccount } from "@minqing/geodata/access/queries";
import { writeAudit } from "@minqing/geodata/audit/queries";
import type { Database, Executor } from "@minqing/geodata/database";
import type { Origin } from "../session/session.ts";
import type { OpenedSession, Sessions } from "../session/sessions.ts";
import { isLocked } from "../sign-in/lock-out.ts";
import type { SignInPolicies } from "../sign-in/sign-in-policies.ts";
import type { Identity, IdentityProvider } from "./identity-provider.ts";

export type AdmissionFailure = "no-account" | "not-linked" | "another-person" | "locked" | "second-factor";
export type Admission =
  | { ok: true; opened: OpenedSession }
  | { ok: false; failure: AdmissionFailure; username: string | null };

interface Options {
  db: Database;
  sessions: Sessions;
  policies: SignInPolicies;
  now: () => Date;
}

export interface Person extends Identity {
  provider: Pick<IdentityProvider, "id" | "protocol">;
}

export function admit(options: Options, person: Person, origin: Origin): Promise<Admission> {
  const { db, sessions, now } = options;
  const { provider, subject, hasSecondFactor } = person;
  return db.transaction(async (tx) => {
    const linked = await linkedAccount(tx, provider.id, subject);
    const account = await lockByName(tx, linked ?? person.username);
    if (account === null || !sessions.maySignIn(account)) {
      return { ok: false, failure: "no-account", username: linked ?? person.username };
    }
    const { username } = account;
    const failure = failureOf(account, hasSecondFactor, now());
    if (failure !== null) return { ok: false, failure, username };
    if (linked === null) {
      const bindFailure = await bindByName(options, tx, { account, person, origin });
      if (bindFailure !== null) return { ok: false, failure: bindFailure, username };
    }
    await recordLinkUse(tx, provider.id, subject, now());
    const opening = { openedBy: provider.protocol, providerFactor: hasSecondFactor, providerSession: person.session };
    return { ok: true, opened: await sessions.open(tx, account, origin, opening) };
  });
}

async function lockByName(tx: Executor, name: string | null): Promise<AccountRow | null> {
  const username = Username.safeParse(name);
  return username.success ? lockAccount(tx, username.data) : null;
}

/** An account with its own second factor never opens by one factor: it signs in by password and code. */
function failureOf(account: AccountRow, hasSecondFactor: boolean, now: Date): AdmissionFailure | null {
  if (isLocked(account, now)) return "locked";
  return account.totpConfirmedAt !== null && !hasSecondFactor ? "second-factor" : null;
}

/** Binds the account at the first sign-in, where the policy lets the name decide once. Returns null on success. */
async function bindByName(
  { policies, now }: Options,
  tx: Executor,
  { account, person, origin }: { account: AccountRow; person: Person; origin: Origin },
): Promise<AdmissionFailure | null> {
  const { username, roles } = account;
  const { provider, subject } = person;
  if (!(await policies.current(tx)).bindByName) return "not-linked";
  const at = now();
  const id = await insertIdentityLink(tx, { provider: provider.id, subject, username, at, by: username });
  if (id === null) return "another-person";
  const actor = { username, roles, address: origin.address };
  const act = { action: "identity.bind", object: { kind: "account", id: username } };
  await writeAudit(tx, doneBy(actor, at, { ...act, detail: { provider: provider.id, subject } }));
  return null;
}
