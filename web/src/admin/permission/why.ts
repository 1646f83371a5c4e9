// Why a role has or lacks a permission, derived from the table of permissions and the table of acts. Pure.

import type { Role } from "@minqing/core/access/account";
import { actEntry, type CaseCommandType, COMMAND_TYPES } from "@minqing/core/case/acts";

export type Why =
  | { because: "everybody" }
  | { because: "transitions"; commands: CaseCommandType[] }
  | { because: "listed" }
  | { because: "not-in-transitions" }
  | { because: "other-administrator" }
  | { because: "administrators-only" }
  | { because: "no-city-work" }
  | { because: "others-only" };

const isAdministrator = (role: Role): boolean => role.endsWith("_administrator");

/** The commands that the table of acts allows a role, in the table's order. */
export const commandsOf = (role: Role): CaseCommandType[] =>
  COMMAND_TYPES.filter((type) => actEntry(type).moves.some(({ by }) => by.includes(role)));

export function whyCell(
  permission: { key: string; roles: readonly Role[] },
  role: Role,
  allRoles: readonly Role[],
): Why {
  const { key, roles } = permission;
  const byTransitions = key === "case.command";
  if (roles.includes(role)) {
    if (roles.length === allRoles.length) return { because: "everybody" };
    return byTransitions ? { because: "transitions", commands: commandsOf(role) } : { because: "listed" };
  }
  const hasAdministrators = roles.some(isAdministrator);
  const isOnlyAdministrators = roles.every(isAdministrator);
  if (isAdministrator(role)) return { because: isOnlyAdministrators ? "other-administrator" : "no-city-work" };
  if (hasAdministrators && isOnlyAdministrators) return { because: "administrators-only" };
  return { because: byTransitions ? "not-in-transitions" : "others-only" };
}
