// Administration of identity links (身份绑定) by the security administrator. Nobody binds their own account.

import type { Actor } from "@minqing/core/access/account";
import { isOfAdministrator } from "@minqing/core/access/approval";
import type { IdentityLinkDraft, IdentityLinkView } from "@minqing/core/access/identity-link";
import { mayChangeAccount } from "@minqing/core/access/separation";
import { doneBy } from "@minqing/core/audit/event";
import {
  deleteIdentityLink,
  endSingleSignOnSessions,
  listIdentityLinks,
} from "@minqing/geodata/access/identity-queries";
import { type AccountRow, lockAccount } from "@minqing/geodata/access/queries";
import { writeAudit } from "@minqing/geodata/audit/queries";
import type { Executor } from "@minqing/geodata/database";
import { ProblemError } from "../../problem/problem-error.ts";
import type { ServerContext } from "../../server-context.ts";
import { requestApproval } from "../approval/approvals.ts";
import { isGreatGrant } from "../approval/great-grant.ts";
import { insertLink, requireUnlinked } from "./insert-link.ts";

type Context = Pick<ServerContext, "db" | "now" | "sso">;

export class IdentityLinks {
  readonly #options: Context;

  constructor(options: Context) {
    this.#options = options;
  }

  /** Null where the link waits for approval: whoever binds a great account could sign in as it. */
  bind(actor: Actor, username: string, { provider, subject }: IdentityLinkDraft): Promise<IdentityLinkView | null> {
    const { db, now } = this.#options;
    this.#requireKnownProvider(provider);
    return db.transaction(async (tx) => {
      const account = await lockOtherAccount(tx, actor, username);
      const at = now();
      if (await isGreatGrant(tx, account)) {
        await requireUnlinked(tx, { provider, subject, username });
        const detail = { provider, subject };
        const payload = { ...detail, username, version: account.version };
        await requestApproval(tx, actor, { action: "identity.bind", object: username, detail, payload }, at);
        return null;
      }
      const id = await insertLink(tx, { provider, subject, username, at, by: actor.username });
      await this.#write(tx, actor, username, { action: "identity.bind", provider, subject });
      const bound = (await listIdentityLinks(tx, username)).find((link) => link.id === id);
      if (bound === undefined) throw new Error(`expected the link ${id} that was just written, got none`);
      return bound;
    });
  }

  /** Also ends the sessions that a provider opened for the account. */
  async release(actor: Actor, username: string, id: string): Promise<void> {
    const { db } = this.#options;
    await db.transaction(async (tx) => {
      await lockOtherAccount(tx, actor, username);
      const removed = await deleteIdentityLink(tx, username, id);
      if (removed === null) throw new ProblemError("not-found", `"${username}" has no link ${id}`);
      await endSingleSignOnSessions(tx, username);
      await this.#write(tx, actor, username, { action: "identity.release", ...removed });
    });
    db.ring("access");
  }

  #requireKnownProvider(provider: string): void {
    const known = this.#options.sso.map((way) => way.provider.id);
    if (known.includes(provider)) return;
    throw new ProblemError("bad-request", undefined, [
      { path: "provider", expected: `one of ${known.join(", ") || "none"}`, got: provider.slice(0, 80) },
    ]);
  }

  #write(
    tx: Executor,
    actor: Actor,
    username: string,
    { action, ...detail }: IdentityLinkDraft & { action: string },
  ): Promise<void> {
    const object = { kind: "account", id: username };
    return writeAudit(tx, doneBy(actor, this.#options.now(), { action, object, detail }));
  }
}

async function lockOtherAccount(tx: Executor, actor: Actor, username: string): Promise<AccountRow> {
  if (!mayChangeAccount(actor.username, username)) {
    throw new ProblemError(
      "separation-of-duties",
      "expected another administrator, got the account itself: nobody changes their own account",
    );
  }
  const account = await lockAccount(tx, username);
  if (account === null) throw new ProblemError("not-found", `there is no account "${username}"`);
  if (isOfAdministrator(account)) {
    throw new ProblemError(
      "separation-of-duties",
      "expected an account that is no administrator's: whoever binds it could sign in as one",
    );
  }
  return account;
}
