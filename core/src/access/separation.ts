// Separation of the three administrators (三员分立): which roles one account may hold, and who may change whom.
// [GB/T 22239-2019 8.1.5]
import type { Role } from "./account.ts";

export type RoleIssue = "no-role" | "administrator-with-other-work";

export const isAdministrator = (role: Role): boolean => role.endsWith("_administrator");

/** An administrator has no second role: neither another administrator's nor one that works on cases. */
export function roleIssue(roles: readonly Role[]): RoleIssue | null {
  if (roles.length === 0) return "no-role";
  return roles.some(isAdministrator) && roles.length > 1 ? "administrator-with-other-work" : null;
}

/** An account never changes itself: nobody may grant themselves rights or remove their own traces. */
export const mayChangeAccount = (actor: string, username: string): boolean => actor !== username;
