// The form of an account: initial values, issues, changed fields. Pure.
import { type AccountView, DEFAULT_GRANTS, type Role, Username } from "@minqing/core/access/account";
import { changeNeedsApproval, isGreat } from "@minqing/core/access/approval";
import { roleIssue } from "@minqing/core/access/separation";
import type { GrantForm } from "./grant.ts";

export interface AccountForm extends GrantForm {
  reachCodes: readonly string[];
  username: string;
  displayName: string;
  roles: readonly Role[];
  enabled: boolean;
}

export const NEW_ACCOUNT: AccountForm = {
  ...DEFAULT_GRANTS,
  username: "",
  displayName: "",
  roles: [],
  regionCodes: [],
  exceptCodes: [],
  departmentId: null,
  enabled: true,
};

export const formOf = ({ username, displayName, roles, ...rest }: AccountView): AccountForm => ({
  username,
  displayName,
  roles,
  regionCodes: rest.regionCodes,
  exceptCodes: rest.exceptCodes,
  departmentId: rest.departmentId,
  reachCodes: rest.reachCodes,
  caseRange: rest.caseRange,
  clearance: rest.clearance,
  enabled: rest.enabled,
});

export type AccountIssue =
  | "username"
  | "display-name"
  | "no-role"
  | "administrator-with-other-work"
  | "no-region"
  | "range-without-department";

/** The issues in the order of the form; empty when the form can be sent. */
export function accountIssues(form: AccountForm): AccountIssue[] {
  const role = roleIssue(form.roles);
  return [
    ...(Username.safeParse(form.username).success ? [] : (["username"] as const)),
    ...(form.displayName.trim() === "" ? (["display-name"] as const) : []),
    ...(role === null ? [] : [role]),
    ...(form.regionCodes.length === 0 ? (["no-region"] as const) : []),
    ...(form.caseRange === "department" && form.departmentId === null ? (["range-without-department"] as const) : []),
  ];
}

export type AccountField = Exclude<keyof AccountForm, "username">;

const FIELDS: readonly AccountField[] = [
  "displayName",
  "roles",
  "regionCodes",
  "exceptCodes",
  "departmentId",
  "reachCodes",
  "caseRange",
  "clearance",
  "enabled",
];

export const changedFields = (before: AccountForm, after: AccountForm): AccountField[] =>
  FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));

export const toggleRole = (roles: readonly Role[], role: Role): Role[] =>
  roles.includes(role) ? roles.filter((each) => each !== role) : [...roles, role];

const isAdministrator = (role: Role): boolean => role.endsWith("_administrator");

/** Saving sends it to the other administrator for approval. */
export const needsApproval = (account: AccountView | null, form: AccountForm): boolean =>
  account === null ? isGreat(form) : changeNeedsApproval(account, form);

/** What needs confirmation before it is saved. */
export function warningsOf(before: AccountForm, after: AccountForm): ("disables" | "makes-administrator")[] {
  const makes = after.roles.some((role) => isAdministrator(role) && !before.roles.includes(role));
  return [
    ...(before.enabled && !after.enabled ? (["disables"] as const) : []),
    ...(makes ? (["makes-administrator"] as const) : []),
  ];
}
