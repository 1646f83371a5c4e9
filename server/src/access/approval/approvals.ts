// Approvals (复核) of what administrators do: a request is stored with its audit row, and nothing else happens until the other
// administrator decides. The approver's transaction carries it out, against the version that the requester has seen.
import { randomUUID } from "node:crypto";
import { AccountDraft, type Actor } from "@minqing/core/access/account";
import {
  type ApprovalDecision,
  type ApprovalView,
  type ApprovedAction,
  approverOf,
} from "@minqing/core/access/approval";
import { IdentityLinkDraft } from "@minqing/core/access/identity-link";
import { overlapEnd } from "@minqing/core/access/service-token";
import { doneBy } from "@minqing/core/audit/event";
import { deleteTotp, setPassword, updateAccount } from "@minqing/geodata/access/account-queries";
import {
  approvalView,
  decideApproval,
  insertApproval,
  isRequestOpen,
  type LockedApproval,
  listApprovals,
  lockApproval,
  releaseApproved,
} from "@minqing/geodata/access/approval-queries";
import { type AccountRow, lockAccount } from "@minqing/geodata/access/queries";
import { renewServiceToken } from "@minqing/geodata/access/service-token-queries";
import { endSessionsOf } from "@minqing/geodata/access/session-queries";
import { writeAudit } from "@minqing/geodata/audit/queries";
import type { Executor } from "@minqing/geodata/database";
import { updateAccounts } from "@minqing/geodata/import/queries";
import { z } from "zod";
import { ProblemError } from "../../problem/problem-error.ts";
import type { ServerContext } from "../../server-context.ts";
import { requireOtherAdministrator } from "../account/other-administrator.ts";
import { lockNotEnded } from "../service-token/lock-not-ended.ts";
import { insertLink } from "../sso/insert-link.ts";

/** A request that nobody decides on is not approved later by surprise. */
const EXPIRES_AFTER_MS = 7 * 86_400_000;
const MAX_LISTED = 200;

export interface ApprovalRequest {
  action: ApprovedAction;
  object: string;
  /** As people see it; never a password or a token. */
  detail: object;
  payload: object;
}

/** Stores a request; returns its id. The requester's role decides who approves. */
export async function requestApproval(
  tx: Executor,
  actor: Actor,
  { action, object, detail, payload }: ApprovalRequest,
  at: Date,
): Promise<string> {
  const approver = approverOf(actor.roles as Parameters<typeof approverOf>[0]);
  if (approver === null) throw new ProblemError("separation-of-duties", "expected an administrator, got another role");
  // An import is named by its number of accounts: another file may have as many.
  if (action !== "account.import" && (await isRequestOpen(tx, action, object, at))) {
    throw new ProblemError(
      "command-not-possible",
      `expected no open request of this kind for "${object}", got one: withdraw it first`,
    );
  }
  const id = randomUUID();
  const expiresAt = new Date(at.getTime() + EXPIRES_AFTER_MS);
  await insertApproval(tx, {
    id,
    action,
    object,
    detail,
    payload,
    requestedBy: actor.username,
    approver,
    at,
    expiresAt,
  });
  const audited = { kind: "approval", id };
  await writeAudit(tx, doneBy(actor, at, { action: "approval.request", object: audited, detail: { action, object } }));
  return id;
}

const ChangePayload = z.object({ username: z.string(), version: z.number(), draft: AccountDraft });
const PasswordPayload = z.object({ username: z.string(), version: z.number(), hash: z.string() });
const FactorPayload = z.object({ username: z.string(), version: z.number() });
const ImportPayload = z.object({ changes: z.array(z.object({ username: z.string(), draft: AccountDraft })) });
const RenewPayload = z.object({
  tokenId: z.string(),
  hash: z.base64(),
  expiresAt: z.iso.datetime({ offset: true }),
  overlapHours: z.number(),
});
const BindPayload = IdentityLinkDraft.extend({ username: z.string(), version: z.number() });

type Context = Pick<ServerContext, "db" | "now">;

export class Approvals {
  readonly #options: Context;

  constructor(options: Context) {
    this.#options = options;
  }

  list(): Promise<ApprovalView[]> {
    return listApprovals(this.#options.db, MAX_LISTED);
  }

  async decide(actor: Actor, id: string, decision: ApprovalDecision): Promise<ApprovalView> {
    const { db, now } = this.#options;
    const view = await db.transaction(async (tx) => {
      const at = now();
      const approval = await lockApproval(tx, id);
      if (approval === null) throw new ProblemError("not-found", `there is no approval ${id}`);
      requireDecider(actor, approval, decision, at);
      if (decision === "approved") await carryOut(tx, approval, at);
      await releaseApproved(tx, id, decision === "approved");
      await decideApproval(tx, id, { decision, by: actor.username, at });
      const { action, object, requestedBy } = approval;
      const isWithdrawn = requestedBy === actor.username;
      await writeAudit(
        tx,
        doneBy(actor, at, {
          action: decision === "approved" ? "approval.approve" : isWithdrawn ? "approval.withdraw" : "approval.refuse",
          object: { kind: "approval", id },
          detail: { action, object, requestedBy },
        }),
      );
      return approvalView(tx, id);
    });
    db.ring("access");
    return view;
  }
}

/** Who requested it may withdraw it, which is a refusal. An expired request can only be refused. */
function requireDecider(actor: Actor, approval: LockedApproval, decision: ApprovalDecision, at: Date): void {
  const { approver, requestedBy, expiresAt } = approval;
  const isOwn = requestedBy === actor.username;
  const mayDecide = isOwn ? decision === "refused" : actor.roles.some((role) => role === approver);
  if (!mayDecide) {
    throw new ProblemError("separation-of-duties", `expected the ${approver} to decide, and not who requested it`);
  }
  if (approval.decision !== null)
    throw new ProblemError("version-conflict", `expected an open request, got one that is ${approval.decision}`);
  if (decision === "approved" && expiresAt <= at)
    throw new ProblemError("command-not-possible", `the request expired at ${expiresAt.toISOString()}`);
}

async function carryOut(tx: Executor, { action, payload, requestedBy }: LockedApproval, at: Date): Promise<void> {
  switch (action) {
    // What was made for it begins to count when it is released.
    case "account.create":
    case "service-token.create":
      return;
    case "account.import":
      await updateAccounts(tx, ImportPayload.parse(payload).changes);
      return;
    case "account.change": {
      const { draft, ...of } = ChangePayload.parse(payload);
      const account = await lockAsSeen(tx, of);
      await requireOtherAdministrator(tx, account, draft);
      await updateAccount(tx, of.username, draft, at);
      if (!draft.enabled) await endSessionsOf(tx, of.username);
      return;
    }
    case "password.reset": {
      const { hash, ...of } = PasswordPayload.parse(payload);
      await lockAsSeen(tx, of);
      await setPassword(tx, of.username, { hash, at, mustChange: true });
      await endSessionsOf(tx, of.username);
      return;
    }
    case "second-factor.reset": {
      const of = FactorPayload.parse(payload);
      await lockAsSeen(tx, of);
      await deleteTotp(tx, of.username);
      await endSessionsOf(tx, of.username);
      return;
    }
    case "service-token.renew": {
      const { tokenId, hash, expiresAt, overlapHours } = RenewPayload.parse(payload);
      const current = await lockNotEnded(tx, tokenId);
      const tokenHash = Buffer.from(hash, "base64");
      // The overlap counts from now on: before, the new token did not count.
      const priorUntil = overlapEnd(overlapHours, at, current);
      await renewServiceToken(tx, tokenId, { tokenHash, expiresAt: new Date(expiresAt), at, priorUntil });
      return;
    }
    case "identity.bind": {
      const { provider, subject, ...of } = BindPayload.parse(payload);
      await lockAsSeen(tx, of);
      await insertLink(tx, { provider, subject, username: of.username, at, by: requestedBy });
    }
  }
}

/** The account as the requester has seen it: a request about another state is not carried out. */
async function lockAsSeen(
  tx: Executor,
  { username, version }: { username: string; version: number },
): Promise<AccountRow> {
  const account = await lockAccount(tx, username);
  if (account === null) throw new ProblemError("not-found", `there is no account "${username}"`);
  if (account.version === version) return account;
  throw new ProblemError("version-conflict", `expected version ${account.version}, got ${version}: request it anew`);
}
