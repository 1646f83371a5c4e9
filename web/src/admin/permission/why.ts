// Why a role has or lacks a permission, derived from the table of permissions and the table of transitions. Pure.

import type { Role } from "@minqing/core/access/account";
import type { CaseCommandType } from "@minqing/core/case/commands";
import { CASE_TRANSITIONS, type TransitionRule } from "@minqing/core/case/transitions";

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

/** The commands that the table of transitions allows a role, in the table's order. */
export function commandsOf(role: Role): CaseCommandType[] {
  const rows: Partial<Record<CaseCommandType, TransitionRule>>[] = Object.values(CASE_TRANSITIONS);
  const commands = rows.flatMap((row) =>
    (Object.keys(row) as CaseCommandType[]).filter((command) => row[command]?.by.includes(role)),
  );
  return [...new Set(commands)];
}

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
