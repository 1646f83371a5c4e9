// The badges of an account: whether it can sign in, and what it still has to do. Pure.
import type { AccountView } from "@minqing/core/access/account";
import { needsSecondFactor, type SignInPolicy } from "@minqing/core/access/policy";

export type AccountBadge =
  | "awaits-approval"
  | "has-request"
  | "disabled"
  | "locked"
  | "must-change-password"
  | "no-second-factor"
  | "second-factor";

export function accountBadges(account: AccountView, policy: SignInPolicy | null, nowMs: number): AccountBadge[] {
  const { enabled, lockedUntil, mustChangePassword, hasSecondFactor, roles } = account;
  const badges: AccountBadge[] = [];
  if (account.awaitsApproval) badges.push("awaits-approval");
  else if (account.hasRequest) badges.push("has-request");
  if (!enabled) badges.push("disabled");
  if (lockedUntil !== null && Date.parse(lockedUntil) > nowMs) badges.push("locked");
  if (mustChangePassword) badges.push("must-change-password");
  if (hasSecondFactor) badges.push("second-factor");
  else if (policy !== null && needsSecondFactor(roles, policy)) badges.push("no-second-factor");
  return badges;
}
