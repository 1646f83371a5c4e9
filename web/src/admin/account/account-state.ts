// What is to be said of an account at a glance: whether it can sign in, and what it still has to do. Pure.
import type { AccountView } from "@minqing/core/access/account";
import { needsSecondFactor, type SignInPolicy } from "@minqing/core/access/policy";

export type AccountSign = "disabled" | "locked" | "must-change-password" | "bare" | "second-factor";

export function accountSigns(account: AccountView, policy: SignInPolicy | null, nowMs: number): AccountSign[] {
  const { enabled, lockedUntil, mustChangePassword, hasSecondFactor, roles } = account;
  const signs: AccountSign[] = [];
  if (!enabled) signs.push("disabled");
  if (lockedUntil !== null && Date.parse(lockedUntil) > nowMs) signs.push("locked");
  if (mustChangePassword) signs.push("must-change-password");
  if (hasSecondFactor) signs.push("second-factor");
  else if (policy !== null && needsSecondFactor(roles, policy)) signs.push("bare");
  return signs;
}
