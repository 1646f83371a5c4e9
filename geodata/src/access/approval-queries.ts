// SQL of approvals (复核): requested, listed, locked, decided.
import { ApprovalView, ApprovedAction } from "@minqing/core/access/approval";
import { z } from "zod";
import type { Executor } from "../database.ts";
import { exists } from "../exists.ts";
import { instant, nullableInstant } from "../instant.ts";
import { json, sql } from "../sql.ts";

export interface NewApproval {
  id: string;
  action: ApprovedAction;
  object: string;
  detail: object;
  payload: object;
  requestedBy: string;
  approver: string;
  at: Date;
  expiresAt: Date;
}

export async function insertApproval(tx: Executor, approval: NewApproval): Promise<void> {
  await tx.execute(sql`
    insert into approvals (id, action, object, detail, payload, requested_by, approver, requested_at, expires_at)
    values (${approval.id}::uuid, ${approval.action}, ${approval.object}, ${json(approval.detail)}::jsonb,
      ${json(approval.payload)}::jsonb, ${approval.requestedBy}, ${approval.approver}, ${approval.at}, ${approval.expiresAt})`);
}

const ViewRow = ApprovalView.extend({ requestedAt: instant, expiresAt: instant, decidedAt: nullableInstant });

/** Undecided ones first, then the newest. */
export const listApprovals = (executor: Executor, limit: number): Promise<ApprovalView[]> =>
  executor.query(
    sql`
      select id, action, object, detail, requested_by, approver, requested_at, expires_at, decision, decided_by,
        decided_at
      from approvals order by decision is not null, requested_at desc limit ${limit}`,
    ViewRow,
  );

export const approvalView = (executor: Executor, id: string): Promise<ApprovalView> =>
  executor.one(
    sql`
      select id, action, object, detail, requested_by, approver, requested_at, expires_at, decision, decided_by,
        decided_at
      from approvals where id = ${id}::uuid`,
    ViewRow,
  );

const LockedApproval = z.object({
  id: z.string(),
  action: ApprovedAction,
  object: z.string(),
  payload: z.unknown(),
  requestedBy: z.string(),
  approver: z.string(),
  expiresAt: z.date(),
  decision: z.string().nullable(),
});
export type LockedApproval = z.infer<typeof LockedApproval>;

export async function lockApproval(tx: Executor, id: string): Promise<LockedApproval | null> {
  const rows = await tx.query(
    sql`
      select id, action, object, payload, requested_by, approver, expires_at, decision from approvals
      where id = ${id}::uuid for update`,
    LockedApproval,
  );
  return rows[0] ?? null;
}

/** Whether a request for this is open. */
export const isRequestOpen = (tx: Executor, action: ApprovedAction, object: string, at: Date): Promise<boolean> =>
  exists(
    tx,
    sql`select from approvals where action = ${action} and object = ${object} and decision is null and expires_at > ${at}`,
  );

export async function decideApproval(
  tx: Executor,
  id: string,
  { decision, by, at }: { decision: "approved" | "refused"; by: string; at: Date },
): Promise<void> {
  // What would have been done is not kept.
  await tx.execute(sql`
    update approvals set decision = ${decision}, decided_by = ${by}, decided_at = ${at}, payload = '{}'
    where id = ${id}::uuid`);
}

/** The accounts and tokens that were made for this approval: they begin to count, or never will. */
export async function releaseApproved(tx: Executor, id: string, isApproved: boolean): Promise<void> {
  await tx.execute(sql`
    update accounts set awaits_approval = null, enabled = enabled and ${isApproved}, version = version + 1
    where awaits_approval = ${id}::uuid`);
  await tx.execute(sql`
    update service_tokens set awaits_approval = null, ended_at = case when ${isApproved} then ended_at else now() end
    where awaits_approval = ${id}::uuid`);
}

export async function holdAccounts(tx: Executor, usernames: readonly string[], approvalId: string): Promise<void> {
  await tx.execute(sql`
    update accounts set awaits_approval = ${approvalId}::uuid where username = any(${usernames}::text[])`);
}

export async function holdServiceToken(tx: Executor, tokenId: string, approvalId: string): Promise<void> {
  await tx.execute(sql`
    update service_tokens set awaits_approval = ${approvalId}::uuid where id = ${tokenId}::uuid`);
}
