// The state of a request for approval (复核), who may decide about it, and which request is about an account or a token. Pure.
import type { Role } from "@minqing/core/access/account";
import type { ApprovalDecision, ApprovalView, ApprovedAction } from "@minqing/core/access/approval";
import { mayDo } from "@minqing/core/access/permissions";

export type ApprovalState = "open" | "expired" | "approved" | "refused" | "withdrawn";

/** Who refuses their own request withdraws it. */
export function approvalState(approval: ApprovalView, nowMs: number): ApprovalState {
  const { decision, expiresAt, requestedBy, decidedBy } = approval;
  if (decision === "refused" && decidedBy === requestedBy) return "withdrawn";
  return decision ?? (Date.parse(expiresAt) > nowMs ? "open" : "expired");
}

export const isAboutToken = (action: ApprovedAction): boolean => action.startsWith("service-token.");

export interface Viewer {
  username: string;
  roles: readonly Role[];
}

/** Why the viewer cannot decide. */
export type DecideBlock = Exclude<ApprovalState, "open"> | "only-sees" | "own" | "other-approver";

export function decideBlock(approval: ApprovalView, { username, roles }: Viewer, nowMs: number): DecideBlock | null {
  const state = approvalState(approval, nowMs);
  if (state !== "open") return state;
  if (!mayDo(roles, "approval.decide")) return "only-sees";
  if (approval.requestedBy === username) return "own";
  return roles.includes(approval.approver) ? null : "other-approver";
}

/** What the viewer may say to a request: an expired one can only be refused, an own one only be withdrawn. */
export function decisionsFor(approval: ApprovalView, viewer: Viewer, nowMs: number): readonly ApprovalDecision[] {
  if (approval.decision !== null || !mayDo(viewer.roles, "approval.decide")) return [];
  if (approval.requestedBy === viewer.username) return ["refused"];
  if (!viewer.roles.includes(approval.approver)) return [];
  return approvalState(approval, nowMs) === "expired" ? ["refused"] : ["approved", "refused"];
}

/** What the viewer has to look at: their decisions, or every open request for a viewer who decides about none. */
export function waitingFor(approvals: readonly ApprovalView[], viewer: Viewer, nowMs: number): ApprovalView[] {
  const onlySees = !mayDo(viewer.roles, "approval.decide");
  return approvals.filter((approval) => {
    const block = decideBlock(approval, viewer, nowMs);
    return block === null || (onlySees && block === "only-sees");
  });
}

export interface Subject {
  kind: "account" | "token";
  name: string;
}

const names = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function isAbout({ action, object, detail }: ApprovalView, { kind, name }: Subject): boolean {
  if (isAboutToken(action)) return kind === "token" && object === name;
  if (kind !== "account") return false;
  if (action !== "account.import") return object === name;
  return [...names(detail["created"]), ...names(detail["changed"])].includes(name);
}

const MAKES: ReadonlySet<ApprovedAction> = new Set(["account.create", "account.import", "service-token.create"]);

/**
 * The newest request about an account or a token: the one that made it while it awaits approval, otherwise one that is
 * open.
 */
export function requestAbout(
  approvals: readonly ApprovalView[],
  subject: Subject,
  awaitsApproval: boolean,
  nowMs: number,
): ApprovalView | null {
  const about = approvals.filter((approval) => isAbout(approval, subject));
  const made = awaitsApproval ? about.find(({ action }) => MAKES.has(action)) : undefined;
  return made ?? about.find((approval) => approvalState(approval, nowMs) === "open") ?? null;
}
