// Requests of administrators that wait for a second one, and the decision about them.
import { type ApprovalDecision, ApprovalView } from "@minqing/core/access/approval";
import { pageOf } from "./pages.ts";
import { getJson, sendJson } from "./request.ts";

export const listApprovals = async () => (await getJson("/api/approvals", pageOf(ApprovalView))).items;

export const decideApproval = (id: string, decision: ApprovalDecision) =>
  sendJson(`/api/approvals/${id}/decision`, { body: { decision }, schema: ApprovalView });
