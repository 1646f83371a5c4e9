// Approval (复核): what one administrator does with great effect waits for a second one. The security administrator's acts are
// approved by the system administrator and back; the audit administrator approves nothing and sees everything at once.
// [GB/T 22239-2019 8.1.5, 三员分立]
import { z } from "zod";
import { regionLevel } from "../region/codes.ts";
import { Role } from "./account.ts";
import { isAdministrator } from "./separation.ts";

export const APPROVED_ACTIONS = [
  "account.create",
  "account.change",
  "account.import",
  "identity.bind",
  "password.reset",
  "second-factor.reset",
  "service-token.create",
  "service-token.renew",
] as const;
export const ApprovedAction = z.enum(APPROVED_ACTIONS);
export type ApprovedAction = z.infer<typeof ApprovedAction>;

export const ApprovalDecision = z.enum(["approved", "refused"]);
export type ApprovalDecision = z.infer<typeof ApprovalDecision>;

export const ApprovalView = z
  .object({
    id: z.uuid(),
    action: ApprovedAction,
    /** The account, the token's name, or how many accounts an import has. */
    object: z.string(),
    /** What would change; never a password or a token. */
    detail: z.record(z.string(), z.unknown()),
    requestedBy: z.string(),
    /** Who decides. */
    approver: Role,
    requestedAt: z.iso.datetime(),
    /** Undecided until then, it can no longer be approved. */
    expiresAt: z.iso.datetime(),
    decision: ApprovalDecision.nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "ApprovalView" });
export type ApprovalView = z.infer<typeof ApprovalView>;

/** Who decides about a request of this role; null for a role that makes none. */
export function approverOf(requester: readonly Role[]): Role | null {
  if (requester.includes("security_administrator")) return "system_administrator";
  return requester.includes("system_administrator") ? "security_administrator" : null;
}

export interface Grant {
  roles: readonly Role[];
  regionCodes: readonly string[];
  clearance: number;
}

/** The city by its code, or by a part of each of its counties. */
const hasWholeCity = ({ regionCodes }: Pick<Grant, "regionCodes">, counties: readonly string[]): boolean =>
  regionCodes.some((code) => regionLevel(code) === "city") ||
  (counties.length > 1 && counties.every((county) => regionCodes.some((code) => code.startsWith(county))));

/** The account of an administrator. */
export const isOfAdministrator = ({ roles }: Pick<Grant, "roles">): boolean => roles.some(isAdministrator);

/**
 * What an account or token may do is great: administration, confidential cases, or the whole city. `counties`: their codes;
 * without them only the city's own code is the whole city.
 */
export const isGreat = (grant: Grant, counties: readonly string[] = []): boolean =>
  isOfAdministrator(grant) || grant.clearance > 0 || hasWholeCity(grant, counties);

type AccountGrant = Grant & { enabled: boolean };

/** A change of an administrator's account, or one by which an account gets what is great or is enabled with it. */
export const changeNeedsApproval = (
  before: AccountGrant,
  after: AccountGrant,
  counties: readonly string[] = [],
): boolean =>
  isOfAdministrator(before) ||
  isOfAdministrator(after) ||
  after.clearance > before.clearance ||
  (hasWholeCity(after, counties) && !hasWholeCity(before, counties)) ||
  (after.enabled && !before.enabled && isGreat(after, counties));
